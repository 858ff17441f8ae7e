import { ZipWriter } from './zip.mjs';

const TEAM = 'T0BUDGET';
const PEOPLE = 20;
const A_DAY = 4_000;
const SMALL = 30;
const FIRST_DAY = Date.UTC(2022, 0, 1);
const DAY = 86_400_000;

const id = (number) => `U${String(number).padStart(6, '0')}`;
export const email = (number) => `person${number}@budget.example`;

const SENTENCES = [
  'Could you look at the second page before the meeting?',
  '見積もりを更新しました。午後に確認をお願いします。',
  'Done, and the numbers are in the table.',
  '了解です！',
  'The supplier answers on Friday; until then we wait with the order, as we said last week, and tell the shop.',
  '来週の展示会ですが、搬入は朝8時からです。車で行く方は駐車券を受付で受け取ってください。よろしくお願いします。',
  'Thanks!',
  '資料はこちらです https://example.org/documents/spring',
];

/** A Slack export with an account in many channels, the first of which has very many messages. */
export function writeWorkspace(path, { rooms, messages }) {
  const zip = new ZipWriter(path);
  const people = Array.from({ length: PEOPLE }, (_, n) => ({
    id: id(n),
    team_id: TEAM,
    name: `person${n}`,
    real_name: n === 0 ? '佐藤 花' : `Person ${n}`,
    is_owner: n === 0,
    is_admin: n === 0,
    deleted: false,
    profile: { email: email(n) },
  }));
  zip.add('users.json', JSON.stringify(people));
  const members = people.map((person) => person.id);
  const names = Array.from({ length: rooms }, (_, n) => (n === 0 ? 'archive' : `room-${String(n).padStart(4, '0')}`));
  const channels = names.map((name, n) => ({
    id: `C${String(n).padStart(6, '0')}`,
    name,
    created: FIRST_DAY / 1000,
    creator: id(0),
    members: n === 0 ? members : [id(0), id(1 + (n % (PEOPLE - 1))), id(1 + ((n + 7) % (PEOPLE - 1)))],
    topic: { value: '' },
    purpose: { value: n === 0 ? 'Everything that was ever said' : '' },
  }));
  zip.add('channels.json', JSON.stringify(channels));
  const days = Math.ceil(messages / A_DAY);
  for (let day = 0, left = messages; day < days; day++, left -= A_DAY) {
    zip.add(`archive/${date(day)}.json`, dayOf(day, Math.min(left, A_DAY), (n) => id(n % PEOPLE)));
  }
  for (let n = 1; n < rooms; n++) {
    const [, a, b] = channels[n].members;
    zip.add(`${names[n]}/${date(n % days)}.json`, dayOf(n % days, SMALL, (at) => [id(0), a, b][at % 3]));
  }
  zip.end();
}

const date = (day) => new Date(FIRST_DAY + day * DAY).toISOString().slice(0, 10);

function dayOf(day, count, author) {
  const list = [];
  for (let n = 0; n < count; n++) {
    const at = (FIRST_DAY + day * DAY) / 1000 + n * 20;
    list.push({
      type: 'message',
      user: author(n),
      text: `${SENTENCES[(n * 7 + day) % SENTENCES.length]} (${day}/${n})`,
      ts: `${at}.000000`,
    });
  }
  return JSON.stringify(list);
}
