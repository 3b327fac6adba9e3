// Runs ruff as WebAssembly, which needs no program made for this machine. stdin: {"settings", "files": {name: text}}.
// Prints a line for each finding, and for each file that ruff would format otherwise; exits with 1 where there is one.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const { Workspace, PositionEncoding } = createRequire(import.meta.url)("@astral-sh/ruff-wasm-nodejs");
const { settings, files } = JSON.parse(readFileSync(0, "utf8"));
const workspace = new Workspace(settings, PositionEncoding.Utf16);
const lines = Object.entries(files).flatMap(([name, text]) => [
  ...workspace.check(text).map(({ code, message, start_location: at }) => `${name}:${at.row}:${at.column}: ${code ?? "syntax"} ${message}`),
  ...(workspace.format(text) === text ? [] : [`${name}: not formatted`]),
]);
process.stdout.write(lines.map((line) => line + "\n").join(""));
process.exitCode = lines.length > 0 ? 1 : 0;
