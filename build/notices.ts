import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const aboutSchema = z.object({ name: z.string(), version: z.string(), license: z.string().optional() })

/** The notices of the libraries that bundled modules come from, with the licence of each. @param files absolute paths */
export function noticesFor(files: readonly string[]): string {
  const notices = packageFolders(files).map((folder) => {
    const about = aboutSchema.parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')))
    const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name))
    const text =
      file === undefined
        ? 'No licence file is in the package.'
        : readFileSync(path.join(folder, file), 'utf8').trim()
    return `${about.name} ${about.version} (${about.license ?? 'licence not named'})\n\n${text}\n`
  })
  return `Gatehouse's published files contain these libraries.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`
}

/** The folders of the packages that modules come from, sorted. */
function packageFolders(files: readonly string[]): readonly string[] {
  const folders = files.flatMap(
    (id) => /^(?<folder>.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.groups?.['folder'] ?? [],
  )
  return [...new Set(folders)].toSorted()
}
