import { textOf } from '../../../syntax/source.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { constantText } from '../../../syntax/values.ts'
import { papersFor } from '../papers.ts'
import { isOpenToAll } from '../shared-folders.ts'

export const insecureTempFile: CodeRule = {
  ...papersFor(
    'python',
    'insecure-temp-file',
    'https://docs.python.org/3/library/tempfile.html#tempfile.mktemp',
    'read',
  ),
  query: {
    literals: [
      'mktemp',
      'tempnam',
      'tmpnam',
      '/tmp',
      '/dev/',
      '/run/lock',
      '/Library/Caches',
      '/Users/Shared',
      'emp\\',
      'EMP\\',
      'TMP\\',
    ],
    calls: ['mktemp', 'tempnam', 'tmpnam', 'open'],
  },
  judge: judgeName,
  matches: [
    `import tempfile
name = tempfile.mktemp()  # here`,
    `import os
os.tempnam('/a')`,
    `open('/tmp/report', 'w')`,
    `open('/Users/Shared/report', 'a')`,
    `open('C:\\\\Windows\\\\Temp\\\\report', 'w')`,
  ],
  misses: [
    `import tempfile
with tempfile.NamedTemporaryFile() as file:  # not mktemp
    pass`,
    `open('/tmp/report')`,
    `open('/srv/report', 'w')  # not /tmp`,
  ],
}

function judgeName({ source, name, path, args }: Site): CodeVerdict | undefined {
  if (name !== 'open')
    return new RegExp(String.raw`^(?:tempfile\.mktemp|os\.(?:tempnam|tmpnam))$`).test(path)
      ? { confidence: 'high' }
      : undefined
  if (path !== 'open' || !isOpenToAll(constantText(source, args[0]?.value ?? null))) return undefined
  const mode = args.find((one) => one.name === 'mode') ?? args[1]
  return mode !== undefined && /[wax+]/.test(textOf(source, mode.value)) ? {} : undefined
}
