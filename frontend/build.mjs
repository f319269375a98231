// Builds the style sheets and scripts of the pages into the Python package, where they are committed.
// The same sources give the same bytes: no dates, no paths, no source maps.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync, transformSync } from "esbuild";
import { compile, NodePackageImporter } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const into = join(here, "..", "src", "putright", "pages", "static", "pages");
const axe = join(here, "..", "tests", "journeys", "axe");
const target = ["chrome109", "firefox102", "safari15"];
const notice = "/*! Components from govuk-frontend, MIT licence: govuk-frontend-licence.txt */\n";

mkdirSync(into, { recursive: true });
for (const name of ["desk", "door"]) {
  const { css } = compile(join(here, "styles", `${name}.scss`), {
    importers: [new NodePackageImporter(join(here, "package.json"))],
    charset: false,
  });
  const { code } = transformSync(css, { loader: "css", minify: true, target, legalComments: "none" });
  writeFileSync(join(into, `${name}.css`), notice + code);
  const script = buildSync({
    entryPoints: [join(here, "scripts", `${name}.js`)],
    bundle: true,
    minify: true,
    format: "esm",
    target,
    write: false,
    legalComments: "none",
  });
  writeFileSync(join(into, `${name}.js`), notice + script.outputFiles[0].text);
}
mkdirSync(axe, { recursive: true });
copyFileSync(join(here, "node_modules", "axe-core", "axe.min.js"), join(axe, "axe.min.js"));
copyFileSync(join(here, "node_modules", "axe-core", "LICENSE"), join(axe, "LICENSE"));
