import { textOf } from '../../../syntax/source.ts'
import { constantText, followName, optionOf } from '../../../syntax/values.ts'
import { definitionsOf } from '../../../syntax/taint/definitions.ts'
import type { Node } from 'web-tree-sitter'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const insecureTempFile: CodeRule = {
  ...papersFor(
    'javascript',
    'insecure-temp-file',
    'https://nodejs.org/api/fs.html#fspromisesmkdtempprefix-options',
  ),
  query: {
    literals: ['tmpdir()', "'/tmp/", '"/tmp/', '`/tmp/'],
    calls: [
      'writeFile',
      'writeFileSync',
      'open',
      'openSync',
      'createWriteStream',
      'appendFile',
      'appendFileSync',
    ],
  },
  judge: judgeName,
  matches: [
    `const fs = require('fs')
     fs.writeFileSync(path.join(os.tmpdir(), 'report.txt'), text) // here`,
    `import fs from 'fs'
     const name = '/tmp/report'
     fs.writeFileSync(name, text)`,
  ],
  misses: [
    `const fs = require('fs')
     const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'a-'))
     fs.writeFileSync(path.join(folder, 'report.txt'), text)`,
    `const fs = require('fs')
     fs.writeFileSync(path.join(os.tmpdir(), crypto.randomUUID()), text)`,
    `const fs = require('fs')
     fs.writeFileSync(path.join(os.tmpdir(), 'report.txt'), text, { flag: 'wx' })`,
    `const fs = require('fs')
     fs.readFileSync('/tmp/a')`,
  ],
}

/** A name is known beforehand where everything in it is written here. */
function judgeName({ source, node, name, path, args }: Site): CodeVerdict | undefined {
  if (
    !/^(?:fs|fsp|fse|fs-extra|graceful-fs|fsPromises|fs\/promises|promises)(?:\.promises)?\.\w+$/.test(path)
  )
    return undefined
  const given = args[0]?.value
  if (given === undefined) return undefined
  const mode = constantText(source, args[1]?.value ?? null)
  if (name.startsWith('open') && (mode === undefined || !/^[wa]\+?$/.test(mode))) return undefined
  const flag = optionOf(source, node, 'flag') ?? optionOf(source, node, 'flags')
  if (flag !== undefined && textOf(source, flag).includes('x')) return undefined
  return isKnown(given, 0) && isShared(given) ? { severity: 'low', confidence: 'medium' } : undefined

  function isShared(one: Node): boolean {
    const value = resolved(one)
    const text = constantText(source, value)
    if (text !== undefined) return text.startsWith('/tmp/')
    const first = source.dialect.calls.has(value.type)
      ? value.childForFieldName('arguments')?.namedChild(0)
      : (value.childForFieldName('left') ?? value.namedChild(0))
    if (/^(?:\w+\.)?tmpdir\(\)$/.test(textOf(source, value))) return true
    return first !== null && first !== undefined && first.id !== value.id && isShared(first)
  }

  function isKnown(one: Node, depth: number): boolean {
    const value = resolved(one)
    if (depth > 6) return false
    if (constantText(source, value) !== undefined || value.type === 'string_fragment') return true
    if (/^(?:\w+\.)?tmpdir\(\)$/.test(textOf(source, value))) return true
    if (source.dialect.calls.has(value.type))
      return (
        /^(?:path\.)?(?:join|resolve)\(/.test(textOf(source, value)) &&
        (value.childForFieldName('arguments')?.namedChildren ?? []).every(
          (each) => each !== null && isKnown(each, depth + 1),
        )
      )
    if (
      value.type === 'binary_expression' ||
      value.type === 'template_string' ||
      value.type === 'template_substitution'
    )
      return value.namedChildren.every((each) => each !== null && isKnown(each, depth + 1))
    return false
  }

  function resolved(one: Node): Node {
    const value = followName(source, one)
    return definitionsOf(source, one).length > 1 ? one : value
  }
}
