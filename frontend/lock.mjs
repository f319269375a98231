// Takes the addresses out of the lock file that npm leaves in: who would like money for a package. Nothing is fetched by them.
import { readFileSync, writeFileSync } from "node:fs";

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
for (const each of Object.values(lock.packages)) {
  delete each.funding;
  delete each.resolved;
}
writeFileSync("package-lock.json", JSON.stringify(lock, null, 2) + "\n");
