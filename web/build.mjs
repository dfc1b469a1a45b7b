// Builds the scripts that the API serves, from src/ to ../api/static/. Run: npm ci && npm run build
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const OUT = "../api/static/";
const LIMIT = 20_000; // bytes, gzipped, for all that a host page loads

const common = { bundle: true, minify: true, format: "iife", target: "es2021", charset: "utf8", legalComments: "none" };
await build({ ...common, entryPoints: ["src/main.ts"], outfile: `${OUT}widget.js`, banner: { js: "/*! Passerelle, EUPL-1.2; Lit, BSD-3-Clause */" } });
await build({ ...common, entryPoints: ["src/page.ts"], outfile: `${OUT}page.js` });
const size = gzipSync(readFileSync(`${OUT}widget.js`), { level: 9 }).length;
console.log(`widget.js: ${size} bytes gzipped (limit ${LIMIT})`);
if (size > LIMIT) process.exit(1);
