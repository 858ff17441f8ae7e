// Loaded before the official MCP server (node --import), which knows one address only: sends what
// it says to that address to the server under test instead.
const official = "https://api.chatwork.com";
const direct = globalThis.fetch;

globalThis.fetch = (address, options) =>
  direct(String(address).replace(official, process.env.TSUBAME_URL), options);
