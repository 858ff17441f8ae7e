// What the test prepared: the address of the server, the people, and two requests that wait.
import { readFileSync } from "node:fs";

const { url, owner, colleague, requests } = JSON.parse(readFileSync(0, "utf8"));

export { url, owner, colleague, requests };
