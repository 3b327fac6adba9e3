/** A file on its way into a collection. */
export interface Chosen {
  /** In the collection, with "/" between folders. */
  path: string
  file: File
}

export interface Choice {
  files: Chosen[]
  /** A whole folder, so that what it lacks may be deleted. */
  isFolder: boolean
}

const most = 10_000
const deepest = 32

/** Settings of applications, and what systems leave behind. The service would leave them out too. */
const leftOut = /(^|\/)(\.obsidian|\.trash|\.git|\.DS_Store|Thumbs\.db|__MACOSX)(\/|$)/

const choice = (files: Chosen[], isFolder: boolean): Choice => ({
  files: files.filter((f) => !leftOut.test(f.path)).slice(0, most),
  isFolder,
})

/** Files of a field; those of a folder are named from inside it. */
export function chosen(list: FileList): Choice {
  const files = [...list]
  const isFolder = files.some((file) => file.webkitRelativePath)
  return choice(
    files.map((file) => ({ file, path: file.webkitRelativePath.split('/').slice(1).join('/') || file.name })),
    isFolder,
  )
}

/** What was dropped: files, folders, or both. The items are only there while the event is. */
export function dropped(transfer: DataTransfer): Promise<Choice> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  const loose = [...transfer.files]
  return (async () => {
    if (entries.length === 0) return choice(loose.map((file) => ({ file, path: file.name })), false)
    const files: Chosen[] = []
    const [only] = entries
    const isFolder = entries.length === 1 && only!.isDirectory
    for (const entry of entries) await walk(entry, isFolder ? '' : entry.name, files, 0)
    return choice(files, isFolder)
  })()
}

async function walk(entry: FileSystemEntry, path: string, files: Chosen[], depth: number): Promise<void> {
  if (files.length >= most || depth > deepest) return
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))
    files.push({ path, file })
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  // A reader gives a hundred at a time.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return
    for (const inner of some) await walk(inner, path ? `${path}/${inner.name}` : inner.name, files, depth + 1)
  }
}

/** SHA-256 in hexadecimal digits; null where the browser has none, which is so on an address without TLS. */
export async function hashOf(file: File): Promise<string | null> {
  if (!crypto.subtle) return null
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
