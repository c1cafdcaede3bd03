// Bundles the diagram component into the folder given as the only argument, with hashed names,
// and collects there the licence text of every package whose code or font is in the bundle.
import { build } from 'esbuild';
import { readFile, readdir, rm, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const target = path.resolve(process.argv[2]);

// The folder itself stays: a running server has it open.
await mkdir(target, { recursive: true });
for (const name of await readdir(target)) await rm(path.join(target, name), { recursive: true });

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { diagram: 'src/index.js' },
  entryNames: '[name]-[hash]',
  assetNames: 'fonts/[name]-[hash]',
  outdir: target,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  legalComments: 'inline',
  loader: { '.woff2': 'file' },
  logLevel: 'warning',
  metafile: true,
});

const packages = new Set();
for (const input of Object.keys(metafile.inputs)) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (found) packages.add(found[1]);
}
const notices = [];
for (const name of [...packages].sort()) {
  const folder = path.join(here, 'node_modules', name);
  const { version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} ${version} comes without its licence text`);
  notices.push(`${name} ${version} (${license})\n\n${(await readFile(path.join(folder, file), 'utf8')).trim()}\n`);
}
await writeFile(path.join(target, 'LICENSES.txt'), notices.join(`\n${'-'.repeat(80)}\n\n`));
