import { enclosing, textOf } from '../../../syntax/source.ts'
import { followName } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

const checked = /\.\.|HasPrefix|IsLocal|filepath\.Base|SecureJoin|filepath\.Rel|OpenRoot|[sS]anitize|[vV]alid/

export const zipSlip: CodeRule = {
  ...papersFor('go', 'zip-slip', 'https://pkg.go.dev/archive/zip#OpenReader'),
  query: {
    literals: ['archive/zip', 'archive/tar'],
    calls: ['Join', 'Create', 'OpenFile', 'Abs', 'WriteFile', 'MkdirAll'],
  },
  judge: judgeEntry,
  matches: [
    `package a
import "archive/zip"
func unpack(reader *zip.Reader) {
	for _, file := range reader.File {
		target := filepath.Join(folder, file.Name) // here
		os.Create(target)
	}
}`,
  ],
  misses: [
    `package a
import "archive/zip"
func unpack(reader *zip.Reader) {
	for _, file := range reader.File {
		target := filepath.Join(folder, file.Name)
		if !strings.HasPrefix(target, folder) {
			continue
		}
		os.Create(target)
	}
}`,
    `package a
import "archive/tar"
func unpack() { os.Create(filepath.Join(folder, "a")) }`,
  ],
}

function judgeEntry({ source, node, path, args }: Site): CodeVerdict | undefined {
  if (
    !/^(?:(?:path\/)?filepath\.(?:Join|Abs)|path\.Join|os\.(?:Create|OpenFile|WriteFile|MkdirAll)|(?:io\/)?ioutil\.WriteFile)$/.test(
      path,
    )
  )
    return undefined
  const around = enclosing(node, source.dialect.functions)
  if (around === null || checked.test(textOf(source, around).slice(0, 10_000))) return undefined
  // What was joined before is said where it was.
  const isJoin = path.endsWith('Join')
  const isName = args.some(({ value }) =>
    named.test(textOf(source, isJoin ? followName(source, value) : value).slice(0, 200)),
  )
  return isName ? {} : undefined
}

const named = /^\w+\.Name$|\b(?:file|f|header|hdr|h|entry|zf|zipFile)\.Name\b/
