// SPDX-License-Identifier: AGPL-3.0-or-later
// What a reader does with the viewer, done in Chromium. Started by browser.py; prints TAP.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(new URL('../../viewer/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// ADDRESS FOLDER, or ADDRESS --pictures FOLDER for those of the README alone.
const [address, shots, pictures] = process.argv.slice(2);
const WORDS = {
  en: { circle: 'The circle of Russia', month: /2025/, improved: 'Improved', known: 'Known by' },
  fr: { circle: 'Le cercle : Russie', month: /2025/, improved: 'Amélioré', known: 'Connu au' },
};
const RUSSIA = 'circle?actor=RUS&since=2021-12-31';

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--enable-unsafe-swiftshader'],
});

/** A page in a language; what the browser complains of, a broken policy above all, is a fault. */
async function open(language, options = {}) {
  const context = await browser.newContext({
    locale: language === 'fr' ? 'fr-FR' : 'en-GB',
    viewport: { width: 1280, height: 860 },
    colorScheme: 'light',
    ...options,
  });
  const page = await context.newPage();
  page.complaints = [];
  page.on(
    'console',
    (message) => message.type() === 'error' && page.complaints.push(message.text()),
  );
  page.on('pageerror', (error) => page.complaints.push(error.message));
  page.on(
    'request',
    (request) =>
      request.url().startsWith(address) ||
      /^(blob|data):/.test(request.url()) ||
      page.complaints.push(`asked for ${request.url()}`),
  );
  page.setDefaultTimeout(15000);
  return page;
}

async function rows(page) {
  await page.waitForSelector('tr[data-alter]');
  return page.$$eval('tr[data-alter]', (all) => all.map((row) => row.dataset.alter));
}

const MESSAGES = Object.fromEntries(
  ['en', 'fr'].map((language) => {
    const file = new URL(`../../viewer/words/${language}.json`, import.meta.url);
    return [language, JSON.parse(readFileSync(file, 'utf8'))];
  }),
);

/** Messages of one language that the other does not have too, as patterns: {name} stands for
 * anything. */
function strange(language, other) {
  const own = new Set(Object.values(MESSAGES[language]));
  return Object.values(MESSAGES[other])
    .filter((words) => !own.has(words) && /\p{L}{2}/u.test(words.replace(/\{\w+\}/g, '')))
    .map((words) =>
      words
        .split(/\{\w+\}/)
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('.+'),
    );
}

/** Nothing on the page is said in the other language, but what is marked as such. */
async function oneLanguage(page, where) {
  const language = await page.getAttribute('html', 'lang');
  const other = language === 'fr' ? 'en' : 'fr';
  const found = await page.evaluate(
    ([marked, patterns]) => {
      const foreign = new RegExp(`^(?:${patterns.join('|')})$`);
      const texts = [document.title];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { parentElement: parent, textContent } = walker.currentNode;
        if (!parent.closest(`[lang="${marked}"], blockquote, .text, code, datalist`))
          texts.push(textContent);
      }
      for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]'))
        for (const name of ['aria-label', 'title', 'placeholder'])
          texts.push(element.getAttribute(name) ?? '');
      return texts
        .flatMap((text) => [text, ...text.split(/ · |, |: | : /)])
        .map((text) => text.trim())
        .filter((text) => foreign.test(text));
    },
    [other, strange(language, other)],
  );
  assert.deepEqual([...new Set(found)], [], `in the other language on ${where}`);
}

async function serious(page, where) {
  await oneLanguage(page, where);
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    window.axe.run(document, { resultTypes: ['violations'] }),
  );
  const bad = found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ html }) => html.slice(0, 120))
          .slice(0, 3)
          .join(' | ')}`,
    );
  assert.deepEqual(bad, [], `axe on ${where}`);
}

async function saved(page, label) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator(`.exports button:text-is("${label}")`).first().click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** The pictures of a view as files; the text of the SVG. */
async function pictured(page) {
  const svg = (await saved(page, 'SVG')).bytes.toString();
  assert.match(svg, /^<svg [^]*<\/svg>$/);
  assert.doesNotMatch(svg, /var\(--|class=/, 'a saved picture needs no style sheet');
  const png = (await saved(page, 'PNG')).bytes;
  assert.equal(png.subarray(1, 4).toString(), 'PNG');
  assert.ok(png.length > 5000, `a picture of ${png.length} bytes`);
  return svg;
}

/** What the server writes in a format: of the actors shown where there are two rows, else of all. */
async function exported(page, format, row) {
  await page.locator('.exports .menu').evaluate((menu) => {
    menu.open = true;
  });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('.files p').nth(row).locator(`[data-format="${format}"]`).click(),
  ]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

/** Clicks round the middle of the circle until a click falls on an edge. */
async function clickEdge(page) {
  const box = await page.locator('.picture.circle').boundingBox();
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  for (let turn = 0; turn < 360; turn += 1.5) {
    const angle = (turn * Math.PI) / 180;
    await page.mouse.click(x + 45 * Math.cos(angle), y + 45 * Math.sin(angle));
    if (new URL(page.url()).searchParams.get('tie')) return;
  }
  assert.fail('no click round the middle met an edge');
}

async function walkCircle(language) {
  const page = await open(language);
  await page.goto(address + RUSSIA);
  const now = await rows(page);
  assert.equal(await page.textContent('h1'), WORDS[language].circle);
  assert.equal(await page.getAttribute('html', 'lang'), language);
  assert.ok(now.includes('taliban') && now.length > 10);
  assert.match(await page.textContent('.day'), WORDS[language].month);
  assert.equal((await page.textContent('.details h2')).includes('2021'), true, 'since when');
  assert.ok(await page.textContent('.details .movers .movement.left'));
  assert.ok((await page.textContent('.details .evidence mark')).length > 10);
  await serious(page, 'circle');
  await page.click('.details .movers .tie');
  await page.waitForSelector('.details .cause');
  await page.goto(address + RUSSIA);
  await rows(page);

  // slide back: who came later is gone
  const slider = page.locator('.slider');
  await slider.fill('60');
  await page.waitForFunction(
    (before) => document.querySelectorAll('tr[data-alter]').length < before,
    now.length,
  );
  assert.doesNotMatch(await page.textContent('.day'), WORDS[language].month);
  assert.ok(new URL(page.url()).searchParams.get('as-of') < '2024');
  await page.click('.play');
  await page.waitForFunction(() => Number(document.querySelector('.slider')?.value) > 70);
  await page.click('.play');
  await slider.fill(await slider.getAttribute('max'));
  await page.waitForFunction(
    (before) => document.querySelectorAll('tr[data-alter]').length === before,
    now.length,
  );

  // an edge leads to its sentence, the sentence to the article
  await clickEdge(page);
  const quote = await page.textContent('.details .evidence mark');
  assert.ok(quote.length > 10);
  await page.click('.details summary');
  await serious(page, 'a tie with what its score comes of');
  await page.screenshot({ path: join(shots, `circle-${language}.png`) });
  const link = page.url();
  await page.click('.details figcaption a');
  await page.waitForSelector('.text mark.chosen');
  const marked = (
    await page.$$eval('.text mark.chosen', (all) => all.map((mark) => mark.textContent))
  ).join('');
  assert.ok(
    marked.replace(/\s+/g, ' ').includes(quote.replace(/\s+/g, ' ').slice(0, 20)),
    `${marked} / ${quote}`,
  );

  // the address shows the same to somebody else
  const other = await open(language);
  await other.goto(link);
  await other.waitForSelector('.details .evidence mark');
  assert.equal(await other.textContent('.details .evidence mark'), quote);
  await other.context().close();

  // the table is the circle for the keyboard
  await page.goBack();
  await rows(page);
  await page.focus('tr[data-alter="PRK"] button');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() =>
    /North Korea|Corée du Nord/.test(document.querySelector('.details h2')?.textContent),
  );
  await page.click('th:nth-child(1) button');
  const names = await page.$$eval('tbody th button', (all) => all.map((each) => each.textContent));
  assert.deepEqual(
    names,
    [...names].sort((a, b) => a.localeCompare(b)),
  );

  // to the other language and back
  await page.click('#language');
  assert.equal(await page.getAttribute('html', 'lang'), language === 'fr' ? 'en' : 'fr');
  await page.click('#language');
  assert.equal(await page.textContent('h1'), WORDS[language].circle);
  await rows(page);

  const csv = await saved(page, 'CSV');
  assert.match(csv.name, /^entente-circle-RUS-2025.*\.csv$/);
  assert.equal(csv.bytes.toString().trim().split('\r\n').length, now.length + 1);
  assert.match(await pictured(page), /<circle [^]*<line [^]*<text /);
  const network = (await saved(page, 'GEXF')).bytes.toString();
  assert.match(network, /<gexf [^]*<node id="taliban"[^]*<edge [^]*<\/gexf>/);
  const claims = await exported(page, 'csv', 0);
  assert.equal(claims.name, 'entente-RUS.csv');
  assert.match(claims.text, /^id,doc,date,[^]*,RUS,/);
  const all = await exported(page, 'gexf', 1);
  assert.equal(all.name, 'entente.gexf');
  assert.match(all.text, /<gexf [^]*source="AZE" target="ARM"|<gexf [^]*source="ARM"/);
  await page.check('.under-picture input');
  await page.waitForFunction(() => new URLSearchParams(location.search).get('among') === '1');
  return page;
}

async function walkMoved(language) {
  const page = await open(language);
  await page.goto(`${address}moved?as-of=2025-07-31&since=2025-07-01`);
  await page.waitForSelector('[data-pair="RUS taliban"]');
  assert.ok((await page.textContent('.improved h2')).startsWith(WORDS[language].improved));
  assert.ok(await page.textContent('.improved [data-pair="RUS taliban"] mark'));
  await serious(page, 'moved');
  await page.screenshot({ path: join(shots, `moved-${language}.png`) });
  const csv = await saved(page, 'CSV');
  assert.match(csv.bytes.toString(), /RUS,taliban,improved/);
  assert.match(await pictured(page), /<path [^]*<text /);
  assert.match((await exported(page, 'jsonl', 0)).text, /^\{"/);
  await page.click('.shift-row[data-row="RUS taliban"]');
  await page.waitForSelector('svg.timeline');
  await page.goBack();
  await page.waitForSelector('.card');
  await page.click('.fields button:first-child');
  await page.waitForURL(/as-of=2025-06-30/);
  await page.click('.view-moved .card h3 a');
  await page.waitForSelector('svg.timeline');
  return page;
}

async function walkPair(language) {
  const page = await open(language);
  await page.goto(`${address}pair?a=RUS&b=ARM`);
  await page.waitForSelector('svg.timeline .mark');
  assert.ok((await page.locator('.bar').count()) > 1);
  assert.ok((await page.locator('.bar.unsure').count()) > 0);
  await serious(page, 'pair');
  await page.click('svg.timeline .mark');
  await page.waitForSelector('.details .claims mark');
  await serious(page, 'pair with an event');
  await page.screenshot({ path: join(shots, `pair-${language}.png`) });
  const first = await page.textContent('.details h2');
  await page.focus('svg.timeline .mark:last-of-type');
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    (before) => (document.querySelector('.details h2')?.textContent ?? before) !== before,
    first,
  );
  assert.ok(new URL(page.url()).searchParams.get('id'));
  await page.locator('.bar').last().click();
  await page.waitForSelector('.details .claims');
  assert.match(await pictured(page), /<rect[^]*fill="rgb/);
  assert.match((await saved(page, 'CSV')).bytes.toString(), /\d{4}-\d\d/);
  const claims = await exported(page, 'csv', 0);
  assert.equal(claims.name, 'entente-RUS-ARM.csv');
  for (const row of claims.text.split('\r\n').slice(1, 5)) assert.match(row, /ARM/);
  return page;
}

async function walkMap(language) {
  const page = await open(language);
  await page.goto(`${address}map?actor=RUS`);
  await page.waitForSelector('.country.tied');
  const crimea = () => page.getAttribute('[data-code="UKR"]', 'd');
  const recognised = await crimea();
  await serious(page, 'map');
  await page.screenshot({ path: join(shots, `map-${language}.png`) });
  await page.click('[data-code="UKR"]');
  await page.waitForSelector('.details .evidence mark');
  await page.selectOption('.under-picture select', 'held');
  await page.waitForFunction(() =>
    /Natural Earth/.test(document.querySelector('.borders')?.textContent),
  );
  assert.ok(
    (await crimea()).length < recognised.length,
    'Crimea is in Ukraine where borders are as recognised',
  );
  assert.equal(await page.locator('[data-code="CYP-N"]').count(), 1);
  await page.selectOption('.under-picture select', '');
  assert.equal(await page.locator('[data-code="CYP-N"]').count(), 0);
  assert.equal(await crimea(), recognised);
  assert.match(await pictured(page), /<path [^]*data-code="UKR"/);
  assert.match((await saved(page, 'CSV')).bytes.toString(), /Ukraine/);
  return page;
}

async function walkArticles(language) {
  const page = await open(language);
  await page.goto(`${address}articles`);
  await page.waitForSelector('.exports');
  assert.match((await saved(page, 'CSV')).bytes.toString(), /<script>/);
  await page.click('a:has-text("<script>")');
  await page.waitForSelector('.text mark');
  assert.ok((await page.textContent('h1')).includes('<script>'));
  assert.equal(
    await page.locator('main script, main img').count(),
    0,
    'text of an article became elements',
  );
  assert.ok(!/^owned/.test(await page.title()));
  await page.focus('.text mark');
  await page.waitForSelector('.claim code');
  assert.match(await page.textContent('.claim dl'), /\w+\(.*=.*\)/);
  assert.match(
    await page.textContent('.claim dl'),
    language === 'fr' ? /sur cent .* \d+/ : /hundred .* \d+/,
  );
  await serious(page, 'article');
  assert.match(await pictured(page), /<rect [^]*<text [^]*Russi/);
  await page.screenshot({ path: join(shots, `article-${language}.png`) });
  return page;
}

async function walkCompare(language) {
  const page = await open(language);
  await page.goto(`${address}compare?actor=RUS&from=2024-12-31&to=2025-07-10`);
  await page.waitForSelector('[data-alter="taliban"] .change');
  assert.ok(await page.textContent('[data-alter="taliban"] .evidence mark'));
  await serious(page, 'compare');
  await page.screenshot({ path: join(shots, `compare-${language}.png`) });
  assert.match((await saved(page, 'CSV')).bytes.toString(), /taliban,[^,]*,[^,]*,recognition,/);
  const world = await page.locator('[data-alter]').count();
  await page.selectOption('.fields select', '1');
  await page.waitForURL(/published=1/);
  await page.waitForSelector('[data-alter]');
  assert.notEqual(await page.locator('[data-alter]').count(), world);
  return page;
}

/** Single keys lead about; they can be turned off, and do nothing while somebody types. */
async function walkMethod(language) {
  const page = await open(language);
  await page.goto(address);
  await rows(page);
  await page.keyboard.press('?');
  await page.waitForSelector('.method');
  await serious(page, 'method');
  assert.match(await page.textContent('.method'), /Natural Earth/);
  await page.keyboard.press('/');
  await page.keyboard.type('2');
  assert.equal(await page.inputValue('.find input'), '2');
  await page.focus('.method input');
  await page.keyboard.press('2');
  await page.waitForSelector('.view-moved');
  await page.keyboard.press('?');
  await page.uncheck('.method input');
  await page.keyboard.press('2');
  await page.waitForTimeout(200);
  assert.equal(await page.locator('.view-method').count(), 1);
  return page;
}

async function walkDisputes(language) {
  const page = await open(language);
  await page.goto(`${address}disputes`);
  await page.waitForSelector('.dispute[data-kind="number"]');
  const values = await page.$$eval('.dispute[data-kind="number"] .value', (all) =>
    all.map((each) => each.textContent),
  );
  assert.ok(
    values.includes('45') && values.includes(language === 'fr' ? '38 sur 67' : '38 of 67'),
    values,
  );
  await serious(page, 'disputes');
  await page.screenshot({ path: join(shots, `disputes-${language}.png`) });
  assert.match((await saved(page, 'CSV')).bytes.toString(), /38 of 67/);
  assert.match(await pictured(page), /45[^]*Goma/);
  assert.equal(await page.locator('button.more').count(), 0);
  await morePages(page);
  await page.click('.dispute figcaption a');
  await page.waitForSelector('.text');
  return page;
}

/** Of a long list the first page is asked for, then what stands behind its last one. */
async function morePages(page) {
  const asked = [];
  await page.route('**/api/v1/disputes?*', async (route) => {
    const parameters = new URL(route.request().url()).searchParams;
    asked.push(Object.fromEntries(parameters));
    parameters.delete('after');
    const all = await (await fetch(`${address}api/v1/disputes?${parameters}`)).json();
    const many = Array.from({ length: Number(parameters.get('limit')) }, (_, i) => all[i % all.length]);
    await route.fulfill({ json: asked.length === 1 ? many : all.slice(0, 1) });
  });
  await page.reload();
  await page.click('button.more');
  await page.waitForFunction(() => !document.querySelector('button.more'));
  assert.equal(asked.length, 2);
  assert.equal(await page.locator('.dispute').count(), Number(asked[0].limit) + 1);
  assert.match(asked[1].after, /^[0-9a-f]{16}$/);
  await page.unroute('**/api/v1/disputes?*');
}

async function walkSearch(language) {
  const page = await open(language);
  await page.goto(address);
  await page.fill('.find input', "l'arménie base");
  await page.keyboard.press('Enter');
  await page.waitForSelector('.found .excerpt mark');
  assert.ok((await page.textContent('h1')).includes('arménie base'));
  assert.match(await page.textContent('.found .excerpt mark'), /^(base|l'Arménie|Arménie)/i);
  await serious(page, 'search');
  await page.fill('.find input', '"nothing" OR <b>');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('h1')?.textContent.includes('<b>'));
  await page.fill('.find input', 'lavrov');
  await page.keyboard.press('Enter');
  await page.click('.found .actors a');
  await rows(page);
  assert.equal(await page.textContent('h1'), WORDS[language].circle);
  return page;
}

/** What is not known yet, not known at all, and not said; by a server that answers late. */
async function walkUnknown(language) {
  const page = await open(language);
  await page.route(/api\/v1/, async (route) => {
    await new Promise((answer) => setTimeout(answer, 300));
    await route.continue();
  });
  await page.goto(address + RUSSIA);
  const all = (await rows(page)).length;
  await page.goto(`${address}${RUSSIA}&known-by=2024-12-31`);
  const early = (await rows(page)).length;
  assert.ok(early < all);
  assert.match(await page.textContent('.known'), /2024/);
  await serious(page, 'known by a day');
  await page.click('.known a');
  await page.waitForFunction(
    (count) => document.querySelectorAll('tr[data-alter]').length === count,
    all,
  );
  assert.equal(await page.locator('.known:not([hidden])').count(), 0);
  await page.goto(`${address}circle?actor=Atlantis`);
  await page.waitForSelector('.problem');
  await serious(page, 'an unknown actor');
  await page.click('.actors a');
  await rows(page);
  await page.goto(`${address}pair?a=TUR&b=PRK`);
  await page.waitForFunction(() =>
    /articles? /.test(document.querySelector('.picture')?.textContent),
  );
  await serious(page, 'a pair of which nothing is said');
  await page.goto(`${address}article?id=0000000000000000`);
  await page.waitForSelector('.problem');
  // the browser itself tells of the two answers 404
  page.complaints = page.complaints.filter((text) => !text.includes('404'));
  return page;
}

/** On a telephone a marked word brings its claim into sight. */
async function walkTelephone(language) {
  const page = await open(language, { viewport: { width: 380, height: 780 }, hasTouch: true });
  const claim = (await (await fetch(`${address}api/v1/circle?actor=RUS`)).json())[0].evidence;
  await page.goto(`${address}article?id=${claim.article}`);
  await page.tap('.text mark');
  await page.waitForSelector('.claim');
  const box = await page.locator('.claim').first().boundingBox();
  assert.ok(box.y > 0 && box.y < 780, `the claim lies at ${box.y}`);
  return page;
}

/** Where nothing can be drawn, the table says it all. */
async function walkWithoutWebgl(language) {
  const page = await open(language);
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  await page.goto(address + RUSSIA);
  assert.ok((await rows(page)).includes('taliban'));
  await page.click('tr[data-alter="taliban"] button');
  await page.waitForSelector('.details .evidence mark');
  assert.match(await page.textContent('.picture'), /WebGL/);
  return page;
}

/** Articles that are read in while a page stands open appear by themselves. */
async function walkWall(language) {
  const page = await open(language);
  await page.clock.install();
  await page.goto(`${address}moved?since=2025-01-01`);
  await page.waitForSelector('.card');
  const before = await page.textContent('footer');
  await page.route(/api\/v1\/status/, async (route) => {
    const answer = await (await route.fetch()).json();
    await route.fulfill({ json: { ...answer, articles: answer.articles + 1000 } });
  });
  await page.clock.runFor(61000);
  await page.waitForFunction(
    (text) => (document.querySelector('footer')?.textContent ?? text) !== text,
    before,
  );
  await page.waitForSelector('.card');
  return page;
}

/** Every view fits a telephone and the dark. */
async function walkNarrow(language) {
  const page = await open(language, { viewport: { width: 380, height: 780 }, colorScheme: 'dark' });
  for (const path of [
    RUSSIA,
    'moved?since=2025-01-01',
    'pair?a=RUS&b=ARM',
    'map?actor=RUS',
    'articles',
    'search?q=russie',
    'disputes',
    'compare?actor=RUS',
    'method',
  ]) {
    await page.goto(address + path);
    await page.waitForSelector('main :is(tbody tr, .card, svg, dl)');
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 380, `${path} is ${width} wide`);
    await serious(page, `${path}, dark and narrow`);
    await page.screenshot({ path: join(shots, `narrow-${path.split('?')[0]}-${language}.png`) });
  }
  return page;
}

async function takePictures() {
  mkdirSync(pictures, { recursive: true });
  const take = async (name, language, path, wait, options) => {
    const page = await open(language, { viewport: { width: 1280, height: 800 }, ...options });
    await page.goto(address + path);
    await page.waitForSelector(wait);
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(pictures, `${name}.jpg`), type: 'jpeg', quality: 82 });
    await page.context().close();
  };
  await take('circle', 'en', `${RUSSIA}&tie=PRK`, '.details .evidence mark');
  await take('cercle', 'fr', `${RUSSIA}&tie=taliban`, '.details .evidence mark', {
    colorScheme: 'dark',
  });
  await take('moved', 'en', 'moved?since=2025-05-31&as-of=2025-07-31', '.card');
  await take('pair', 'en', 'pair?a=RUS&b=ARM', '.mark');
  await take('map', 'fr', 'map?actor=RUS&since=2021-12-31&tie=UKR', '.details .evidence mark');
  const circle = await (await fetch(`${address}api/v1/circle?actor=RUS`)).json();
  const { claim } = circle.find(({ alter }) => alter === 'IRN').evidence;
  await take('article', 'en', `article?id=${claim}&claim=${claim}`, '.text mark.chosen');
}

if (shots === '--pictures') {
  await takePictures();
  await browser.close();
  process.exit(0);
}

const WALKS = {
  circle: walkCircle,
  moved: walkMoved,
  compare: walkCompare,
  pair: walkPair,
  map: walkMap,
  article: walkArticles,
  disputes: walkDisputes,
  search: walkSearch,
  method: walkMethod,
};
const walks = ['en', 'fr'].flatMap((language) =>
  Object.entries(WALKS).map(([name, walk]) => [name, language, walk]),
);
walks.push(['without WebGL', 'en', walkWithoutWebgl], ['on a wall', 'en', walkWall]);
walks.push(['unknown', 'fr', walkUnknown], ['on a telephone', 'en', walkTelephone]);
walks.push(['narrow and dark', 'fr', walkNarrow]); // French words are the longer ones
let number = 0;
let failed = 0;
console.log(`1..${walks.length}`);
for (const [name, language, walk] of walks) {
  const title = `${++number} - ${name}, ${language}`;
  try {
    const page = await walk(language);
    assert.deepEqual(page.complaints, []);
    await page.context().close();
    console.log(`ok ${title}`);
  } catch (error) {
    failed++;
    console.log(`not ok ${title}`);
    console.error(`${title}: ${error.message}`); // of a failed test meson shows this alone
  }
}
await browser.close();
process.exit(failed ? 1 : 0);
