import { enclosing, textOf } from '../../../syntax/source.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const zipSlip: CodeRule = {
  ...papersFor(
    'python',
    'zip-slip',
    'https://docs.python.org/3/library/tarfile.html#tarfile-extraction-filter',
    'read',
  ),
  query: {
    literals: ['tarfile', 'unpack_archive', 'TarFile'],
    calls: ['extractall', 'extract', 'unpack_archive'],
  },
  judge: judgeExtraction,
  matches: [
    `import tarfile
unsafe = sys.argv[1]
archive = tarfile.open(unsafe)
archive.extractall()  # here`,
    `import tarfile
archive = tarfile.open(first)
for member in archive:
    if '..' in member.name:
        raise ValueError(member.name)
    archive.extract(member)
other = tarfile.open(second)
other.extractall()  # here`,
    `import tarfile
tarfile.open(name).extractall(target)  # here`,
    `import tarfile
with tarfile.open(name) as archive:
    archive.extractall()  # here`,
    `import tarfile
archive = tarfile.open(name)
for member in archive.getmembers():
    archive.extract(member, path)  # here`,
  ],
  misses: [
    `import tarfile
tarfile.open(name).extractall(target, filter='data')`,
    `import zipfile  # no tarfile
zipfile.ZipFile(name).extractall(target)`,
    `import tarfile
def unpack(name):
    with tarfile.open(name) as archive:
        for member in archive.getmembers():
            if not is_within(target, member.name):
                raise ValueError(member.name)
        archive.extractall(target)`,
    `import tarfile
tarfile.open(name).extractall(target, members=safe_members(archive))`,
  ],
}

/** Since Python 3.14 `data` is the default; before it anything is written anywhere. */
function judgeExtraction({ source, node, args, path }: Site): CodeVerdict | undefined {
  const written = textOf(source, node).slice(0, 1000)
  const around = enclosing(node, source.dialect.functions) ?? source.root
  const whole = source.text.slice(around.startIndex, node.startIndex).slice(-3000)
  // What a script did to an archive before it opened the next one says nothing of that.
  const opened =
    around.id === source.root.id
      ? Math.max(whole.lastIndexOf('tarfile.open('), whole.lastIndexOf('TarFile('))
      : -1
  const before = opened > 0 ? whole.slice(whole.lastIndexOf('\n', opened) + 1) : whole
  const filter = args.find(({ name }) => name === 'filter')
  if (filter !== undefined && !/fully_trusted/.test(textOf(source, filter.value))) return undefined
  if (/members\s*=\s*(?!None|\w+\.getmembers)/.test(written)) return undefined
  if (/\.\.|commonpath|commonprefix|is_within|startswith|extraction_filter|realpath|(?<!un)safe/.test(before))
    return undefined
  const isZip = /zip/i.test(path) || (/ZipFile/.test(before) && !/tarfile|TarFile/.test(before))
  if (isZip) return undefined
  return {
    note:
      filter === undefined
        ? 'names are kept inside the folder by default only since Python 3.14'
        : 'this filter lets names lead anywhere',
  }
}
