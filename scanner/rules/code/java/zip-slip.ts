import { enclosing, textOf } from '../../../syntax/source.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

const checked = /\.\.|startsWith|normalize\(\)|getCanonicalPath|FilenameUtils\.getName|[sS]anitize|[vV]alid/

export const zipSlip: CodeRule = {
  ...papersFor('java', 'zip-slip', 'https://github.com/snyk/zip-slip-vulnerability#readme', 'read'),
  query: {
    literals: ['ZipEntry', 'ZipInputStream', 'TarArchive', 'ArchiveEntry', 'JarEntry', 'ZipFile'],
    calls: ['File', 'resolve', 'get', 'FileOutputStream'],
  },
  judge: judgeEntry,
  matches: [
    `class A { void unpack(ZipInputStream in, File folder) throws Exception {
  ZipEntry entry = in.getNextEntry();
  File target = new File(folder, entry.getName()); // here
} }`,
    `class A { void unpack(ZipEntry entry, File folder) { String name = entry.getName(); File target = new File(folder, name); } }`,
  ],
  misses: [
    `class A { void unpack(ZipEntry entry, File folder) throws Exception {
  File target = new File(folder, entry.getName());
  if (!target.getCanonicalPath().startsWith(folder.getCanonicalPath())) throw new Exception();
} }`,
    `class A { void unpack(ZipEntry entry, File folder) { new File(folder, "a"); } }`,
  ],
}

function judgeEntry({ source, node, path, args }: Site): CodeVerdict | undefined {
  if (!/(?:^|\.)(?:File|Paths\.get|FileOutputStream)$|\.resolve$/.test(path)) return undefined
  const around = enclosing(node, source.dialect.functions)
  if (around === null || checked.test(textOf(source, around).slice(0, 10_000))) return undefined
  const isName = args.some(({ value }) => {
    const written = textOf(source, value).slice(0, 300)
    if (named.test(written)) return true
    const values = source.dialect.names.has(value.type) ? (source.bindings.get(written) ?? []) : []
    return values.some((one) => named.test(textOf(source, one).slice(0, 300)))
  })
  return isName ? {} : undefined
}

const named = /\b\w*[eE]ntry\w*\.getName\(\)|\b(?:ze|e)\.getName\(\)/
