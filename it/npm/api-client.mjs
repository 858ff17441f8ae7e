// Performs every operation of the npm package chatwork-api-client, but those on files. Its base
// address is a property of the module which it reads at each call.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { colleague, owner, requests, url } from "./scene.mjs";

const api = createRequire(import.meta.url)("chatwork-api-client/dist/api.js");
api.CHATWORK_URL = `${url}/v2`;
const client = new api.default(owner.token);

async function status(expected, call) {
  const failure = await call.then(
    () => assert.fail(`${expected} was expected`),
    (refused) => refused,
  );
  assert.equal(failure.response?.status, expected, failure.stack);
  assert.ok(Array.isArray(failure.response.data.errors));
}

async function me() {
  const self = await client.getMe();
  assert.equal(self.account_id, owner.account);
  assert.equal(self.room_id, owner.room);
  assert.equal(self.login_mail, owner.email);
  const limits = client.rateLimits;
  assert.equal(typeof limits["x-ratelimit-limit"], "number");
  assert.ok(limits["x-ratelimit-reset"] > 0);
  assert.equal((await client.getMyStatus()).mytask_num, 0);
  assert.equal(await client.getMyTasks({ status: "open" }), "");
  const contacts = await client.getContacts();
  assert.ok(contacts.some((contact) => contact.account_id === colleague.account));
}

async function rooms() {
  const { room_id: room } = await client.postRoom({
    name: "購買 & 発注",
    description: "いつもの件",
    icon_preset: "meeting",
    members_admin_ids: [owner.account].join(","),
    members_member_ids: [colleague.account].join(","),
  });
  assert.equal((await client.getRoom(room)).name, "購買 & 発注");
  await client.putRoom(room, { name: "発注", icon_preset: "star" });
  const changed = (await client.getRooms()).find((one) => one.room_id === room);
  assert.equal(changed.name, "発注");
  assert.match(changed.icon_path, /ico_star\.png$/);
  const members = await client.getRoomMembers(room);
  assert.deepEqual(
    Object.fromEntries(members.map((member) => [member.account_id, member.role])),
    { [owner.account]: "admin", [colleague.account]: "member" },
  );
  const roles = await client.putRoomMembers(room, {
    members_admin_ids: String(owner.account),
    members_readonly_ids: String(colleague.account),
  });
  assert.deepEqual(roles, { admin: [owner.account], member: [], readonly: [colleague.account] });
  return room;
}

async function messages(room) {
  const body = "確認をお願いします + [info]100% & more[/info]\n二行目";
  const { message_id: id } = await client.postRoomMessage(room, { body });
  const message = await client.getRoomMessage(room, id);
  assert.equal(message.body, body);
  assert.equal(message.account.account_id, owner.account);
  assert.equal((await client.getRoomMessages(room, { force: 1 })).at(-1).message_id, id);
  await client.putRoomMessagesUnread(room, { message_id: id });
  assert.deepEqual(await client.putRoomMessagesRead(room), { unread_num: 0, mention_num: 0 });
  await status(400, client.putRoomMessagesRead(room, { message_id: id }));
  assert.deepEqual(await client.putRoomMessage(room, id, { body: "直した" }), { message_id: id });
  assert.deepEqual(await client.deleteRoomMessage(room, id), { message_id: id });
  assert.equal((await client.getRoomMessage(room, id)).body, "[deleted]");
  await status(404, client.getRoomMessage(room, "999999"));
  await client.getRoomMessages(room);
  assert.equal(await client.getRoomMessages(room), "");
}

async function tasks(room) {
  const limit = Math.floor(Date.now() / 1000) + 86_400;
  const { task_ids: ids } = await client.postRoomTask(room, {
    body: "見積もり",
    to_ids: [owner.account, colleague.account].join(","),
    limit,
    limit_type: "date",
  });
  assert.equal(ids.length, 2);
  const listed = await client.getRoomTasks(room, { account_id: owner.account, status: "open" });
  assert.equal(listed[0].body, "見積もり");
  assert.equal(listed[0].limit_type, "date");
  const own = listed[0].task_id;
  assert.equal((await client.getMyTasks())[0].room.room_id, room);
  assert.deepEqual(await client.putRoomTaskStatus(room, own, { body: "done" }), { task_id: own });
  assert.equal((await client.getRoomTask(room, own)).status, "done");
}

async function links(room) {
  assert.deepEqual(await client.getRoomLink(room), { public: false });
  const code = `code-${room}`;
  const made = await client.postRoomLink(room, { code, need_acceptance: 0, description: "どうぞ" });
  assert.equal(made.url, `${url}/g/${code}`);
  assert.equal(made.need_acceptance, false);
  await status(400, client.postRoomLink(room));
  assert.equal((await client.putRoomLink(room, { need_acceptance: 1 })).need_acceptance, true);
  assert.deepEqual(await client.deleteRoomLink(room), { public: false });
  await status(400, client.deleteRoomLink(room));
}

async function contactRequests() {
  const waiting = await client.getIncomingRequests();
  assert.deepEqual(waiting.map((one) => one.request_id), requests);
  const accepted = await client.putIncomingRequest(requests[0]);
  assert.ok(accepted.room_id > 0);
  assert.equal(await client.deleteIncomingRequest(requests[1]), "");
  assert.equal(await client.getIncomingRequests(), "");
}

async function end(room) {
  assert.equal(await client.deleteRoom(room, { action_type: "delete" }), "");
  await status(403, client.getRoom(room));
  const { room_id: left } = await client.postRoom({
    name: "Left",
    members_admin_ids: [owner.account, colleague.account].join(","),
  });
  assert.equal(await client.deleteRoom(left, { action_type: "leave" }), "");
  await status(403, client.getRoom(left));
  client.apiToken = "0".repeat(32);
  await status(401, client.getMe());
}

await me();
const room = await rooms();
await messages(room);
await tasks(room);
await links(room);
await contactRequests();
await end(room);
