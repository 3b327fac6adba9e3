// Runs codex without a screen against the service at $1 with the token $2, in the folder $3, and prints its events. Its own sandbox is
// off, which needs more than tests have: the one command that it runs is the test's.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const [baseURL, token, folder, prompt] = process.argv.slice(2);
const program = join(dirname(createRequire(import.meta.url).resolve('@openai/codex/package.json')), 'bin', 'codex.js');
const home = join(folder, 'home');
mkdirSync(home, { recursive: true });
const provider = `model_providers.vault={name="vault",base_url="${baseURL}",env_key="VAULT_TOKEN",wire_api="responses"}`;
const made = spawnSync(
  process.execPath,
  [
    program, 'exec', '--json', '--skip-git-repo-check', '-C', folder, '-s', 'danger-full-access',
    '-c', 'model_provider=vault', '-c', provider, '-m', 'openai/gpt-4o-mini', prompt,
  ],
  { env: { ...process.env, CODEX_HOME: home, VAULT_TOKEN: token }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
process.stdout.write(made.stdout ?? '');
process.exitCode = made.status ?? 1;
