// Performs every tool of the official MCP server, but those on files, over its standard streams.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { colleague, owner, requests, url } from "./scene.mjs";

const program = createRequire(import.meta.url).resolve("@chatwork/mcp-server/dist/index.js");
const redirect = new URL("redirect.mjs", import.meta.url).href;
const server = spawn(process.execPath, ["--import", redirect, program], {
  env: { ...process.env, TSUBAME_URL: url, CHATWORK_API_TOKEN: owner.token },
  stdio: ["pipe", "pipe", "inherit"],
});
const waiting = new Map();
const used = new Set();
let calls = 0;

createInterface({ input: server.stdout }).on("line", (line) => {
  const answer = JSON.parse(line);
  waiting.get(answer.id)?.(answer);
});

function send(message) {
  server.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

async function request(method, params) {
  const id = (calls += 1);
  const answer = new Promise((resolve) => waiting.set(id, resolve));
  send({ id, method, params });
  const { error, result } = await answer;
  assert.equal(error, undefined, JSON.stringify(error));
  return result;
}

/** Calls a tool; what the server answered, read as JSON, "" where it answered nothing. */
async function tool(name, args = {}) {
  used.add(name);
  const { content, isError } = await request("tools/call", { name, arguments: args });
  const { text } = content[0];
  assert.ok(!isError, `${name}: ${text}`);
  return text === "" ? "" : JSON.parse(text);
}

async function refused(name, args) {
  const { isError } = await request("tools/call", { name, arguments: args });
  assert.ok(isError, `${name} should be refused`);
}

async function me() {
  assert.equal((await tool("get_me")).account_id, owner.account);
  assert.equal((await tool("get_my_status")).unread_num >= 0, true);
  assert.equal(await tool("list_my_tasks", { query: { status: "open" } }), "");
  const contacts = await tool("list_contacts");
  assert.ok(contacts.some((contact) => contact.account_id === colleague.account));
}

async function rooms() {
  const { room_id: id } = await tool("create_room", {
    body: {
      name: "連絡",
      members_admin_ids: String(owner.account),
      members_member_ids: String(colleague.account),
      link: 0,
    },
  });
  const path = { room_id: id };
  assert.equal((await tool("get_room", { path })).name, "連絡");
  await tool("update_room", { path, body: { description: "毎日", icon_preset: "beer" } });
  assert.ok((await tool("list_rooms")).some((room) => room.room_id === id));
  assert.equal((await tool("list_room_members", { path })).length, 2);
  const body = {
    members_admin_ids: String(owner.account),
    members_readonly_ids: String(colleague.account),
  };
  assert.deepEqual((await tool("update_room_members", { path, body })).readonly, [
    colleague.account,
  ]);
  return path;
}

async function messages(room) {
  const posted = await tool("post_room_message", { path: room, body: { body: "おはよう" } });
  const path = { ...room, ...posted };
  assert.equal((await tool("get_room_message", { path })).body, "おはよう");
  const listed = await tool("list_room_messages", { path: room, query: { force: 1 } });
  assert.equal(listed.at(-1).message_id, posted.message_id);
  assert.equal((await tool("unread_room_message", { path: room, body: posted })).unread_num, 1);
  assert.equal((await tool("read_room_messages", { path: room, body: posted })).unread_num, 0);
  await tool("update_room_message", { path, body: { body: "こんばんは" } });
  assert.equal((await tool("get_room_message", { path })).body, "こんばんは");
  assert.deepEqual(await tool("delete_room_message", { path }), posted);
}

async function tasks(room) {
  const body = { body: "片付け", to_ids: String(owner.account) };
  const { task_ids: ids } = await tool("create_room_task", { path: room, body });
  const path = { ...room, task_id: ids[0] };
  assert.equal((await tool("list_room_tasks", { path: room, query: {} })).length, 1);
  assert.equal((await tool("get_room_task", { path })).limit_type, "none");
  await tool("update_room_task_status", { path, body: { body: "done" } });
  assert.equal((await tool("get_room_task", { path })).status, "done");
}

async function links(path) {
  assert.equal((await tool("get_room_link", { path })).public, false);
  const made = await tool("create_room_link", { path, body: { code: `mcp-${path.room_id}` } });
  assert.equal(made.url, `${url}/g/mcp-${path.room_id}`);
  const changed = await tool("update_room_link", { path, body: { description: "こちら" } });
  assert.equal(changed.description, "こちら");
  assert.equal((await tool("delete_room_link", { path })).public, false);
}

async function contactRequests() {
  const list = await tool("list_incoming_requests");
  assert.deepEqual(list.map((one) => one.request_id), requests);
  await tool("accept_incoming_request", { path: { request_id: requests[0] } });
  await tool("reject_incoming_request", { path: { request_id: requests[1] } });
  assert.equal(await tool("list_incoming_requests"), "");
}

async function end(path) {
  await tool("delete_or_leave_room", { path, body: { action_type: "delete" } });
  await refused("get_room", { path });
}

try {
  await request("initialize", {
    protocolVersion: "2024-11-05",
    capabilities: {},
    clientInfo: { name: "tsubame-it", version: "0" },
  });
  send({ method: "notifications/initialized" });
  await me();
  const room = await rooms();
  await messages(room);
  await tasks(room);
  await links(room);
  await contactRequests();
  await end(room);
  const all = (await request("tools/list", {})).tools.map((one) => one.name);
  assert.deepEqual(
    all.filter((name) => !used.has(name)),
    ["list_room_files", "get_room_file"],
  );
} finally {
  server.kill();
}
