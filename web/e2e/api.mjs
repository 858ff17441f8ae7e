import { createHash } from 'node:crypto';

export const PASSWORD = 'correct horse 1';

/** A person who uses the server's API, by cookie as a browser does. */
export class Person {
  #url;
  #cookie = '';
  #csrf = '';

  constructor(url) {
    this.#url = url;
  }

  async call(method, path, body) {
    const response = await fetch(this.#url + path, {
      method,
      headers: { 'content-type': 'application/json', cookie: this.#cookie, 'x-tsubame-csrf': this.#csrf },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const set = response.headers.get('set-cookie');
    if (set) this.#cookie = set.split(';')[0];
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    const answer = text === '' ? undefined : JSON.parse(text);
    if (answer?.csrf_token) {
      this.#csrf = answer.csrf_token;
      this.id = answer.account.account_id;
      this.name = answer.account.name;
    }
    return answer;
  }

  signIn(email) {
    return this.call('POST', '/v1/session', { email, password: PASSWORD });
  }

  /** For a browser's context. */
  cookiesAt(url) {
    const [name, value] = this.#cookie.split('=');
    return [{ name, value, url }];
  }

  /** A new group with others in it. */
  async group(name, members) {
    const wish = { name, icon: 'group', description: '', admin_ids: [this.id], member_ids: members.map(({ id }) => id) };
    return (await this.call('POST', '/v1/rooms', wish)).room_id;
  }

  post(room, body) {
    return this.call('POST', `/v1/rooms/${room}/messages`, { body });
  }

  /** Sends small files as one message. */
  async send(room, files, message) {
    const uploads = [];
    for (const { name, bytes } of files) {
      const { upload_id: upload } = await this.call('POST', `/v1/rooms/${room}/uploads`, { name, size: bytes.length });
      const parts = [{ part: 1, sha256: createHash('sha256').update(bytes).digest('hex') }];
      const { urls } = await this.call('POST', `/v1/uploads/${upload}/urls`, { parts });
      const answer = await fetch(new URL(urls[0].url, this.#url), { method: 'PUT', headers: urls[0].headers, body: bytes });
      if (!answer.ok) throw new Error(`PUT of ${name}: ${answer.status} ${await answer.text()}`);
      uploads.push(upload);
    }
    return this.call('POST', `/v1/rooms/${room}/files`, { upload_ids: uploads, message });
  }

  /** Waits until the server has looked into all of a room's files. */
  async examined(room) {
    for (let tries = 0; tries < 300; tries++) {
      const { files } = await this.call('GET', `/v1/rooms/${room}/files`);
      if (files.every(({ state }) => state !== 'new')) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the server has not looked into all files');
  }
}

/** The first person, who sets the server up, and others by invitation. */
export async function company(url, organization, [first, ...others]) {
  const founder = new Person(url);
  await founder.call('POST', '/v1/setup', {
    organization,
    name: first.name,
    email: first.email,
    password: PASSWORD,
  });
  const people = [founder];
  for (const { name, email } of others) {
    const { code } = await founder.call('POST', '/v1/organization/invitations', {});
    // Who wrote something reads it, and from then on everybody does.
    await founder.call('GET', '/v1/organization/invitations');
    const person = new Person(url);
    await person.call('POST', '/v1/sign-up', { invitation: code, name, email, password: PASSWORD });
    people.push(person);
  }
  return people;
}

/** Makes two people contacts. */
export async function befriend(a, b) {
  await a.call('POST', '/v1/contact-requests', { account_id: b.id, message: '' });
  await a.call('GET', '/v1/contact-requests');
  const { incoming } = await b.call('GET', '/v1/contact-requests');
  for (const request of incoming) await b.call('POST', `/v1/contact-requests/${request.request_id}/accept`);
}
