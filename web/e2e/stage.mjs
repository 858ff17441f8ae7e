import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How long one step of a page may take, in milliseconds; a machine under load needs some. */
export const STEP_WITHIN = 60_000;

/** The pages that people have open during one journey, and what is told about them if it fails. */
export class Stage {
  #browser;
  #url;
  #actors = new Map();

  constructor(browser, url) {
    this.#browser = browser;
    this.#url = url;
  }

  /**
   * A browser of its own for somebody, in English unless said otherwise.
   * @param who their name, and of the page in reports
   */
  async enter(who, { person, url = this.#url, path = '/', ...options } = {}) {
    const context = await this.#browser.newContext({
      baseURL: url,
      locale: 'en-GB',
      viewport: { width: 1360, height: 820 },
      serviceWorkers: 'block',
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(STEP_WITHIN);
    if (person !== undefined) await context.addCookies(person.cookiesAt(url));
    const page = await context.newPage();
    const actor = { page, notes: [], faults: [] };
    this.#actors.set(this.#actors.has(who) ? `${who}-${this.#actors.size}` : who, actor);
    page.on('console', (said) => {
      if (said.type() !== 'error' && said.type() !== 'warning') return;
      actor.notes.push(`${said.type()}: ${said.text()} (${said.location().url})`);
      if (said.text().includes('Content Security Policy')) actor.faults.push(said.text());
    });
    page.on('pageerror', (error) => actor.faults.push(String(error.stack ?? error)));
    page.on('requestfailed', (request) => actor.notes.push(`failed: ${request.method()} ${request.url()} ${request.failure()?.errorText}`));
    page.on('response', (response) => {
      if (response.status() >= 400) actor.notes.push(`${response.status()}: ${response.request().method()} ${response.url()}`);
    });
    if (path !== null) await page.goto(path);
    return page;
  }

  /** What no page may ever do, whatever the journey looked at. */
  get faults() {
    return [...this.#actors].flatMap(([who, { faults }]) => faults.map((fault) => `${who}: ${fault}`));
  }

  /** Keeps a picture of each page, and what its console and network said. */
  async keepEvidence(folder, failure) {
    mkdirSync(folder, { recursive: true });
    const lines = [String(failure.stack ?? failure)];
    for (const [who, { page, notes, faults }] of this.#actors) {
      await page.screenshot({ path: join(folder, `${who}.png`), timeout: 10_000 }).catch(() => undefined);
      const html = await Promise.race([page.content(), new Promise((resolve) => setTimeout(resolve, 5_000, ''))]).catch(() => '');
      writeFileSync(join(folder, `${who}.html`), html);
      lines.push('', `${who} at ${page.url()}`, ...faults.map((fault) => `  fault: ${fault}`), ...notes.map((note) => `  ${note}`));
    }
    writeFileSync(join(folder, 'trace.txt'), `${lines.join('\n')}\n`);
  }

  async leave() {
    await Promise.all([...this.#actors.values()].map(({ page }) => page.context().close()));
    this.#actors.clear();
  }
}
