#!/usr/bin/env node
// SPDX-License-Identifier: AGPL-3.0-or-later
// Times `entente serve` and the viewer: first paint, the API at 50 connections, and the slider with
// 250 actors and 3,000 ties. Figures of one run on one machine; a software renderer draws.
// usage: bench/web.mjs [ENTENTE_BINARY [LEDGER [ACTOR]]]     (default: build/entente, the examples)
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(join(root, 'viewer/package.json'));
const { chromium } = require('playwright-core');

const CONNECTIONS = 50;
const REQUESTS = Number(process.env.REQUESTS ?? 4000);
const ACTORS = 250;
const TIES = 3000;
const SLIDE_SECONDS = 6;

const binary = process.argv[2] ?? join(root, 'build/entente');
const scratch = mkdtempSync(join(tmpdir(), 'entente-bench.'));
const ledger = process.argv[3] ?? join(scratch, 'l.db');
const actor = process.argv[4] ?? 'RUS';
if (!process.argv[3])
  spawnSync(binary, ['read', '--ledger', ledger, join(root, 'examples')], { stdio: 'ignore' });

const server = spawn(binary, ['serve', '--ledger', ledger, '--listen', '127.0.0.1:0'], {
  stdio: ['ignore', 'ignore', 'pipe'],
});
const address = await new Promise((found) =>
  server.stderr.on('data', (text) => {
    const match = String(text).match(/http:\/\/\S+\//);
    if (match) found(match[0]);
  }),
);

process.on('exit', () => {
  server.kill();
  rmSync(scratch, { recursive: true });
});

const dayOf = (time) => new Date(time).toISOString().slice(0, 10);
const row = (name, value) => console.log(name.padEnd(44), value);
const quantile = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/** Milliseconds of processor that the server has used: unlike the clock, they do not depend on what
 * else the machine does. */
function used() {
  const [user, system] = readFileSync(`/proc/${server.pid}/stat`, 'utf8')
    .split(') ')[1]
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) * 10;
}

/** Milliseconds of processor that the browser, all its processes, has used. */
function usedByBrowser() {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1).split(' ');
        return { id: Number(name), parent: Number(fields[1]), time: fields.slice(11, 13) };
      } catch {
        return null; // it has ended
      }
    })
    .filter(Boolean);
  const mine = new Set([process.pid]);
  for (const { id, parent } of processes.sort((a, b) => a.id - b.id))
    if (mine.has(parent) && id !== server.pid) mine.add(id);
  mine.delete(process.pid);
  return processes
    .filter(({ id }) => mine.has(id))
    .reduce((sum, { time: [user, system] }) => sum + (Number(user) + Number(system)) * 10, 0);
}

/** Milliseconds of one request. */
function time(agent, path) {
  const began = performance.now();
  return new Promise((done, fail) => {
    get(`${address}api/v1/${path}`, { agent }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode === 200
          ? done(performance.now() - began)
          : fail(new Error(`${path}: ${answer.statusCode}`)),
      );
    }).on('error', fail);
  });
}

/** The requests of many readers: `paths(i)` is the path of request i. */
async function load(name, requests, paths) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const times = [];
  let next = 0;
  const before = used();
  const began = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (next < requests) times.push(await time(agent, paths(next++)));
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  row(
    `${name}, ${CONNECTIONS} connections`,
    [
      `median ${quantile(times, 0.5).toFixed(1)} ms`,
      `p95 ${quantile(times, 0.95).toFixed(1)} ms`,
      `${Math.round(requests / seconds)} requests/s`,
      `${((used() - before) / requests).toFixed(2)} ms of processor each`,
    ].join(', '),
  );
  agent.destroy();
}

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--enable-unsafe-swiftshader'],
});

async function paint() {
  const paints = [];
  const full = [];
  for (let i = 0; i < 5; i++) {
    const page = await (
      await browser.newContext({ viewport: { width: 1280, height: 800 } })
    ).newPage();
    await page.goto(`${address}circle?actor=${actor}`);
    await page.waitForSelector('tr[data-alter]');
    full.push(await page.evaluate(() => performance.now()));
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length);
    paints.push(
      await page.evaluate(
        () => performance.getEntriesByName('first-contentful-paint')[0].startTime,
      ),
    );
    await page.context().close();
  }
  const middle = (times) => `${Math.round(times.sort((a, b) => a - b)[2])} ms`;
  row('first paint, median of 5', middle(paints));
  row('circle and table there, median of 5', middle(full));
}

/** A circle that never was: every actor tied to the first, the others to one another. */
function invented() {
  let seed = 1;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const pick = (list) => list[Math.floor(random() * list.length)];
  const types = ['treaty', 'arms', 'trade', 'alignment', 'hostilities', 'diplomatic'];
  const days = Array.from({ length: 240 }, (_, i) => dayOf(Date.UTC(2020, 0, 1 + i * 8)));
  const code = (i) => `A${i}`;
  const bond = (a, b) => {
    const [from, to] = [pick(days), pick(days)].sort();
    return {
      id: `${a}-${b}-${random()}`,
      type: pick(types),
      a,
      b,
      spans: [
        { state: 'in force', begin: from, end: to, first: from, last: to },
        { state: 'closed', begin: to, end: null, first: to, last: null },
      ],
    };
  };
  const alters = Array.from({ length: ACTORS - 1 }, (_, i) => {
    let score = random() * 20 - 10;
    return {
      alter: code(i + 1),
      name: code(i + 1),
      bonds: [bond('A0', code(i + 1))],
      scores: days.map(() => {
        score = Math.max(-15, Math.min(15, score + random() * 2 - 1));
        return score;
      }),
    };
  });
  const among = Array.from({ length: TIES - alters.length }, () =>
    bond(
      code(1 + Math.floor(random() * (ACTORS - 1))),
      code(1 + Math.floor(random() * (ACTORS - 1))),
    ),
  ).filter(({ a, b }) => a !== b);
  const weights = Object.fromEntries(types.map((type) => [type, 4]));
  return { track: { ego: 'A0', name: 'A0', inside: 3, weights, days, alters }, among };
}

async function slide() {
  const { track, among } = invented();
  const page = await (
    await browser.newContext({ viewport: { width: 1280, height: 800 } })
  ).newPage();
  page.on('pageerror', (error) => console.error(error.stack));
  const answer = (body) => (route) =>
    route.fulfill({ contentType: 'application/json', body: JSON.stringify(body) });
  await page.route(/api\/v1\/track/, answer(track));
  await page.route(/api\/v1\/bonds/, answer(among));
  await page.route(/api\/v1\/circle/, answer([]));
  await page.goto(`${address}circle?actor=${actor}&among=1`);
  await page.waitForFunction(() => document.querySelector('.slider')?.max === '239');
  await page.waitForTimeout(1000);
  const before = usedByBrowser();
  const steps = await page.evaluate(
    (seconds) =>
      new Promise((done) => {
        const slider = document.querySelector('.slider');
        const began = performance.now();
        let count = 0;
        const step = () => {
          const passed = (performance.now() - began) / 1000;
          if (passed > seconds) {
            done(count / passed);
            return;
          }
          slider.value = count++ % 240;
          slider.dispatchEvent(new Event('input'));
          requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
    SLIDE_SECONDS,
  );
  row(
    `slider, ${ACTORS} actors, ${track.alters.length + among.length} ties`,
    `${steps.toFixed(1)} steps/s, ${((usedByBrowser() - before) / steps / SLIDE_SECONDS).toFixed(0)} ms of processor each`,
  );
}

await paint();
await slide();
const actors = JSON.parse(await (await fetch(`${address}api/v1/actors`)).text())
  .slice(0, 20)
  .map(({ code }) => code);
await load(
  'circle of 20 actors on 1 day',
  REQUESTS,
  (i) => `circle?actor=${actors[i % actors.length]}&as-of=2025-08-31`,
);
await load(
  'circle of 20 actors on 200 days',
  REQUESTS,
  (i) =>
    `circle?actor=${actors[i % actors.length]}&as-of=${dayOf(Date.UTC(2025, 0, 1 + (i % 200)))}`,
);
await load(
  'pairs and lists',
  REQUESTS,
  (i) =>
    [
      `timeline?a=${actors[0]}&b=${actors[1 + (i % 19)]}`,
      'moved',
      'sources',
      `bonds?a=${actors[i % 20]}`,
    ][i % 4],
);
await browser.close();
process.exit(0);
