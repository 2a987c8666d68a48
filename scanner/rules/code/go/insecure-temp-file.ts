import { constantText } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const insecureTempFile: CodeRule = {
  ...papersFor('go', 'insecure-temp-file', 'https://pkg.go.dev/os#CreateTemp', 'read'),
  query: {
    literals: ['/tmp', '/var/tmp', '/usr/tmp'],
    calls: ['Create', 'WriteFile', 'OpenFile', 'Mkdir', 'MkdirAll'],
  },
  judge: ({ source, path, args }) => {
    if (!/^(?:os|ioutil|io\/ioutil)\.(?:Create|WriteFile|OpenFile)$/.test(path)) return undefined
    return /^\/(?:usr\/|var\/)?tmp\//.test(prefixOf(constantText(source, args[0]?.value ?? null)))
      ? {}
      : undefined
  },
  matches: [
    `package a
func keep() {
	os.WriteFile("/tmp/report", data, 0600) // here
}`,
    `package a
func keep() { os.Create("/tmp/report") }`,
  ],
  misses: [
    `package a
func keep() { os.CreateTemp("", "report") } // not /tmp`,
    `package a
func keep() { os.ReadFile("/tmp/report") }`,
  ],
}

const prefixOf = (text: string | undefined): string => text ?? ''
