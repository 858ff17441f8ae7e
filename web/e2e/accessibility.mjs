import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { furnish } from './furnish.mjs';
import { doors, screens, show, still } from './screens.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const GRAVE = new Set(['serious', 'critical']);
const WITHIN = 240_000;

/** As journeys: each looks at its screens by day and by night. */
export const accessibility = [
  ['anybody can set the server up', setUp, WITHIN, false],
  ['there is a company', async ({ people, url }) => void (people.place = await furnish(url)), WITHIN, true],
  ['anybody can come in', comeIn, WITHIN, false],
  ['anybody can use every screen', everyScreen, WITHIN, false],
  ['anybody can use every screen of a phone', onThePhone, WITHIN, false],
];

async function setUp({ stage }) {
  const page = await stage.enter('nobody');
  await page.locator('.entrance form').waitFor();
  tell(await inspect(page, 'set-up'));
}

async function comeIn({ stage, people }) {
  await lookAt({ people }, await stage.enter('nobody'), doors);
}

async function everyScreen({ stage, people }) {
  const page = await stage.enter('hana', { person: people.place.hana });
  await lookAt({ people }, page, screens);
}

async function onThePhone({ stage, people }) {
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
  const page = await stage.enter('phone', { person: people.place.hana, ...phone });
  await lookAt({ people }, page, screens.filter((screen) => screen.phone));
}

async function lookAt({ people }, page, list) {
  const findings = [];
  for (const screen of list) {
    await page.emulateMedia({ colorScheme: 'light' });
    await show(page, screen, people.place);
    findings.push(...(await inspect(page, screen.name)));
  }
  tell(findings);
}

function tell(findings) {
  if (findings.length > 0) throw new Error(`${findings.length} findings:\n${findings.join('\n')}`);
}

/** Grave findings, one per line: the screen, the rule, where. */
async function inspect(page, name) {
  const findings = [];
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await still(page);
    await page.evaluate(axe);
    const violations = await page.evaluate(
      async () => (await window.axe.run(document, { resultTypes: ['violations'] })).violations,
    );
    for (const { id, impact, nodes } of violations) {
      if (!GRAVE.has(impact)) continue;
      for (const node of nodes) {
        findings.push(`${name} (${colorScheme}): ${id}: ${node.html.slice(0, 160)}: ${node.failureSummary.split('\n').slice(1).join(' ').slice(0, 200)}`);
      }
    }
  }
  return findings;
}
