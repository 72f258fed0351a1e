// Copies the few files the product serves out of node_modules, and writes down their hashes.
// npm ci --ignore-scripts && npx designsystemet tokens create --config designsystemet.config.json --clean
// && npx designsystemet tokens build -t build/tokens -o build/theme --clean && node vendor.mjs
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const root = join(import.meta.dirname, "..");
const served = join(root, "tryggby/ui/static/vendor");
const iconFolder = join(root, "tryggby/ui/icons");
const testFolder = join(root, "tests/vendor");
const version = (name) => JSON.parse(readFileSync(join("node_modules", name, "package.json"))).version;

const copy = (from, to) => {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
};

for (const folder of [served, iconFolder, testFolder]) rmSync(folder, { recursive: true, force: true });

const css = "@digdir/designsystemet-css";
const cssFolder = join(served, `designsystemet-css-${version(css)}`);
copy(`node_modules/${css}/dist/src/index.css`, join(cssFolder, "designsystemet.css"));
copy(`node_modules/${css}/LICENSE`, join(cssFolder, "LICENSE"));

const font = "@fontsource-variable/source-sans-3";
const fontFolder = join(served, `source-sans-3-${version(font)}`);
for (const part of ["latin", "latin-ext"]) {
  const name = `source-sans-3-${part}-wght-normal.woff2`;
  copy(`node_modules/${font}/files/${name}`, join(fontFolder, name));
}
copy(`node_modules/${font}/LICENSE`, join(fontFolder, "LICENSE"));

// Everything in the generated theme that is not a colour value, and not the second font.
const generator = "@digdir/designsystemet";
const theme = readFileSync("build/theme/tryggby.css", "utf8");
const blocks = theme.split(/^(?=@layer )/m).slice(1);
const kept = blocks.filter((block) => !/^@layer ds\.theme\.(color-scheme|typography\.secondary)/.test(block));
const tokens = kept.join("").replace(/\/\*.*?\*\//g, "").replace(/^.*--ds-body-(short|long)-.*\n/gm, "");
const tokenFolder = join(root, "tryggby/ui/css/vendor");
mkdirSync(tokenFolder, { recursive: true });
writeFileSync(join(tokenFolder, "tokens.css"), `/* Designsystemet ${version(generator)} tokens, MIT, © Digdir */\n${tokens}`);

const icons = JSON.parse(readFileSync("icons.json"));
for (const [ours, theirs] of Object.entries(icons)) {
  copy(`node_modules/@navikt/aksel-icons/dist/svg/${theirs}.svg`, join(iconFolder, `${ours}.svg`));
}
copy("licences/aksel-icons.txt", join(iconFolder, "LICENSE"));

const axe = join(testFolder, `axe-core-${version("axe-core")}`);
copy("node_modules/axe-core/axe.min.js", join(axe, "axe.min.js"));
copy("node_modules/axe-core/LICENSE", join(axe, "LICENSE"));

const walk = (folder) =>
  readdirSync(folder)
    .sort()
    .flatMap((name) => (statSync(join(folder, name)).isDirectory() ? walk(join(folder, name)) : join(folder, name)));
const hashes = {};
for (const file of [served, iconFolder, tokenFolder, testFolder].flatMap(walk)) {
  hashes[relative(root, file)] = createHash("sha256").update(readFileSync(file)).digest("hex");
}
writeFileSync("hashes.json", `${JSON.stringify(hashes, null, 2)}\n`);
