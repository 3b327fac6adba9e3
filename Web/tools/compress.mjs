// Puts a Brotli and a gzip form beside each file that gets smaller by it; the service sends the one that a browser takes.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const folder = new URL('../dist', import.meta.url).pathname
for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(html|js|css|svg|webmanifest)$/.test(entry.name)) continue
  const file = join(entry.parentPath, entry.name)
  const plain = await readFile(file)
  const packed = {
    '.br': brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    '.gz': gzipSync(plain, { level: 9 }),
  }
  for (const [ending, bytes] of Object.entries(packed)) if (bytes.length < plain.length) await writeFile(file + ending, bytes)
}
