// SPDX-License-Identifier: AGPL-3.0-or-later
// Bundles the viewer with esbuild and writes it as the C file that holds it in the program.
// usage: node build.mjs OUT.c
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));

const bundle = await build({
  absWorkingDir: here,
  entryPoints: { app: 'main.js' },
  outdir: '.',
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
  target: ['es2022'],
  legalComments: 'inline',
});

const code = (name) =>
  Buffer.from(bundle.outputFiles.find(({ path }) => path.endsWith(name)).contents);
const pages = [
  ['/', 'text/html; charset=utf-8', readFileSync(join(here, 'index.html'))],
  ['/app.css', 'text/css; charset=utf-8', code('app.css')],
  ['/app.js', 'text/javascript; charset=utf-8', code('app.js')],
  ['/icon.svg', 'image/svg+xml', readFileSync(join(here, 'icon.svg'))],
];

function bytes(content) {
  const lines = [];
  for (let i = 0; i < content.length; i += 32)
    lines.push([...content.subarray(i, i + 32)].join(','));
  return lines.join(',\n');
}

const tag = (content) => createHash('sha256').update(content).digest('hex').slice(0, 16);
writeFileSync(
  process.argv[2],
  [
    '/* Made by viewer/build.mjs from viewer/; not to be edited. */',
    '#include "web/inside.h"',
    '',
    ...pages.map(
      ([, , content], i) => `static const unsigned char page_${i}[] = {\n${bytes(content)}};\n`,
    ),
    'const struct web_page web_pages[] = {',
    ...pages.map(
      ([path, type, content], i) =>
        `    {"${path}", "${type}", "\\"${tag(content)}\\"", page_${i}, sizeof page_${i}},`,
    ),
    '};',
    `const size_t web_page_count = ${pages.length};`,
    '',
  ].join('\n'),
);
