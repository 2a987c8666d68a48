import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deniedPaths, readDenyRules } from '../../../scanner/rules/assistants/deny-rules.ts'
import { random } from '../../../scanner/engine/sample.ts'
import { environmentNames } from '../../../scanner/remedies/environment-names.ts'
import { isIgnored } from '../../../scanner/remedies/ignore-file.ts'
import {
  pathsBeside,
  type Remedy,
  removeEnvironmentFiles,
  settingsPath,
} from '../../../scanner/remedies/remove-environment-files.ts'

const remedy = (
  files: Readonly<Record<string, string | null>>,
  beside: Readonly<Record<string, string | null>> = {},
): Remedy => removeEnvironmentFiles(tracked(files), tracked(beside))

const tracked = (files: Readonly<Record<string, string | null>>) =>
  Object.entries(files).map(([path, text]) => ({ path, text }))

describe('names', () => {
  const value = random('base62', 24)

  test.each([
    ['plain', `A=${value}\nB=${value}\n`, ['A', 'B']],
    ['CRLF', `A=${value}\r\nB=${value}\r\n`, ['A', 'B']],
    ['a byte order mark', `\uFEFFA=${value}`, ['A']],
    ['export and blanks', `export A = ${value}\n  set B=${value}\n`, ['A', 'B']],
    ['yaml', `A: ${value}\nB:${value}`, ['A']],
    ['quotes of three kinds', `A="${value}"\nB='${value}'\nC=\`${value}\``, ['A', 'B', 'C']],
    ['a value over several lines', `A="one\nX=${value}\nend"\nB=2`, ['A', 'B']],
    ['an escaped quote', `A="one\\"\nX=${value}\nend"\nB=2`, ['A', 'B']],
    ['a quote that nothing closes', `A=1\nB="one\nX=${value}\n`, ['A', 'B']],
    ['a key without quotes', `A=-----BEGIN X-----\n${value}==\nabc=\n-----END X-----\nB=1`, ['A', 'B']],
    ['a line joined to the next', `A=one\\\nX=${value}\nB=1`, ['A', 'B']],
    ['comments', `# A=${value}\n#B=${value}\nC=${value} # D=${value}`, ['C']],
    ['what only looks like a name', `A=1\n${value}=\n${random('base62', 40)}==`, ['A']],
    ['a name that is a value', `A=TOPSECRETWORD\nTOPSECRETWORD=1`, ['A']],
    [
      'references',
      'DATABASE_URL=x\nDIRECT_URL=${DATABASE_URL}\nTHIRD=$DATABASE_URL',
      ['DATABASE_URL', 'DIRECT_URL', 'THIRD'],
    ],
    ['twice', `A=1\nA=2`, ['A']],
    [
      'usual names',
      'apiKey=1\nS3_BUCKET=2\nOAUTH2_ID=3\nspring.datasource.url=4',
      ['apiKey', 'S3_BUCKET', 'OAUTH2_ID', 'spring.datasource.url'],
    ],
    ['nothing', '', []],
  ])('%s', (_, text, names) => expect(environmentNames(text)).toEqual(names))
})

/** Put together here, so that this file holds nothing that looks like a key. */
const pem = (word: string): string => ['-----', word, ' PRIVATE', ' KEY', '-----'].join('')

describe('no value gets out', () => {
  const secret = fc
    .uint8Array({ minLength: 18, maxLength: 60 })
    .chain((bytes) =>
      fc.constantFrom(
        Buffer.from(bytes).toString('base64'),
        Buffer.from(bytes).toString('base64url'),
        Buffer.from(bytes).toString('hex'),
        `${Buffer.from(bytes).toString('hex')}=`,
        `pass ${Buffer.from(bytes).toString('base64')}`,
      ),
    )
    // Bytes all alike are no secret that anybody has.
    .filter((text) => new Set(text).size > 10)
  const name = fc.constantFrom('API_KEY', 'DB_PASSWORD', 'secret', 'appToken', 'A.B-C', '')
  const line = fc
    .tuple(name, secret, secret, fc.constantFrom('\n', '\r\n'))
    .chain(([key, one, two, end]) =>
      fc
        .constantFrom(
          `${key}=${one}`,
          `export ${key}="${one}${end}${two}=${one}${end}"`,
          `${key}='${one}${end}X${two}=`,
          `${key}: ${one}`,
          `${key}=${one}\\${end}${two}=1`,
          `# ${one}`,
          `#${key}=${one}`,
          `${key}=1 # ${one}`,
          one,
          `${one}=${two}`,
          `${one}: ${two}`,
          `  ${two}==`,
          `${pem('BEGIN RSA')}${end}${one}${end}${two}=${end}${pem('END RSA')}`,
          `${key}="${pem('BEGIN')}${end}${one}=${end}${pem('END')}"`,
        )
        .map((text) => ({ text: `${text}${end}`, secrets: [one, two] })),
    )

  test('whatever the file looks like', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('', '\uFEFF'),
        fc.constantFrom(undefined, '', 'API_KEY=\r\n', '# x'),
        (lines, mark, example) => {
          const text = `${mark}${lines.map((one) => one.text).join('')}`
          const { written } = remedy(
            { '.env': text, 'a/.env.local': text },
            example === undefined ? {} : { '.env.example': example },
          )
          const all = [...written.values()].join('\n')
          for (const found of lines.flatMap(({ secrets }) => secrets))
            for (const part of piecesOf(found)) expect(all).not.toContain(part)
        },
      ),
      { numRuns: 2000 },
    )
  })

  /** Also a piece of a secret is one. */
  const piecesOf = (text: string): readonly string[] => {
    const plain = text.replace(/^pass /, '')
    return [plain.slice(0, 12), plain.slice(4, 16), plain.replace(/=+$/, '').slice(-12)]
  }
})

describe('what is written', () => {
  test('a new template with names, .gitignore, and settings', () => {
    const { removed, written, remarks } = remedy({ '.env': 'A=1\nB=2\n', '.env.local': 'B=1\nC=3\n' })
    expect(removed).toEqual(['.env', '.env.local'])
    expect(Object.fromEntries(written)).toEqual({
      '.env.example':
        '# Names only. Copy this file to .env, which is not tracked, and fill the values in.\nA=\nB=\nC=\n',
      '.gitignore': '.env\n.env.*\n!.env.example\n',
      [settingsPath]: `${JSON.stringify({ permissions: { deny: ['Read(**/.env)', 'Read(**/.env.*)'] } }, null, 2)}\n`,
    })
    expect(remarks).toEqual([])
  })

  test('a template that is there keeps what it has, in its own line ends', () => {
    const before = '# my words\r\nA=example\r\n#B=\r\nexport C='
    expect(
      remedy({ '.env': 'A=1\nB=2\nC=3\nD=4' }, { '.env.example': before }).written.get('.env.example'),
    ).toBe(`${before}\r\nD=\r\n`)
    expect(remedy({ '.env': 'A=1' }, { '.env.example': before }).written.has('.env.example')).toBe(false)
  })

  test('each folder has its own template', () => {
    const { written } = remedy({ '.env': 'A=1', 'api/.env': 'B=1', 'worker/.dev.vars': 'C=1' })
    expect([...written.keys()]).toEqual([
      '.env.example',
      'api/.env.example',
      'worker/.dev.vars.example',
      '.gitignore',
      settingsPath,
    ])
  })

  test.each([
    ['nothing where all is ignored', '.env\n', ['.env'], undefined],
    ['a pattern that is taken back', '.env\n!.env\n', ['.env'], '.env\n!.env\n.env\n'],
    ['a template that is ignored', '.env*\n', ['.env'], '.env*\n!.env.example\n'],
    ['no newline at the end', 'dist', ['.env'], 'dist\n.env\n'],
    ['CRLF', 'dist\r\nout\r\n', ['.env'], 'dist\r\nout\r\n.env\r\n'],
    ['a name that programs use for much', '', ['deploy/a[1].env'], '/deploy/a\\[1\\].env\n'],
  ])('.gitignore: %s', (_, before, files, after) => {
    const found = remedy(Object.fromEntries(files.map((file) => [file, ''])), { '.gitignore': before })
    expect(found.written.get('.gitignore')).toBe(after)
    const text = after ?? before
    for (const file of files) expect(isIgnored([{ folder: '', text }], file)).toBe(true)
  })

  test('a .gitignore further down that lets it in again is said', () => {
    const { remarks } = remedy({ 'a/.env': '' }, { 'a/.gitignore': '!.env\n' })
    expect(remarks).toEqual([{ kind: 'not-ignored', path: 'a/.env' }])
  })

  test('settings that Claude Code skips are left alone and said', () => {
    for (const text of ['{', '{"permissions": []}', '{ "a": 1, }', '// x\n{}']) {
      const { written, remarks } = remedy({ '.env': 'A=1' }, { [settingsPath]: text })
      expect(written.has(settingsPath)).toBe(false)
      expect(remarks).toEqual([{ kind: 'settings-unreadable', path: settingsPath }])
    }
  })

  test('settings that deny already are not touched', () => {
    const text = '{"permissions":{"deny":["Read(**/.env)","Read(**/.env.*)"]}}'
    expect(remedy({ '.env': '' }, { [settingsPath]: text }).written.has(settingsPath)).toBe(false)
  })

  test('what is no text is left alone and said; it is removed all the same', () => {
    const { removed, written, remarks } = remedy(
      { '.env': null },
      { '.gitignore': null, [settingsPath]: null },
    )
    expect(removed).toEqual(['.env'])
    expect([...written.keys()]).toEqual(['.env.example'])
    expect(remarks.map(({ kind }) => kind)).toEqual(['names-unread', 'left-alone', 'left-alone'])
  })

  const anyPath = fc
    .tuple(
      fc.array(fc.constantFrom('a', 'b c', '[x]', 'ü'), { maxLength: 3 }),
      fc.constantFrom(
        '.env',
        '.env.local',
        '.Env',
        '.env-prod',
        'prod.env',
        '.dev.vars',
        '.env.keys',
        'a*.env',
        '.secrets',
      ),
    )
    .map(([folders, base]) => [...folders, base].join('/'))

  test('every file is ignored and denied afterwards, no template is, and once is enough', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyPath, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(undefined, '', '*.log\n!.env\n', '.*\n', 'prod.env\r\n'),
        (files, ignore) => {
          const originals = Object.fromEntries(files.map((file) => [file, 'A=1\n']))
          const before: Readonly<Record<string, string>> =
            ignore === undefined ? {} : { '.gitignore': ignore }
          const first = remedy(originals, before)
          const after: Readonly<Record<string, string>> = {
            ...before,
            ...Object.fromEntries(first.written),
          }
          const ignoring = [{ folder: '', text: after['.gitignore'] ?? '' }]
          expect(files.filter((file) => !isIgnored(ignoring, file))).toEqual([])
          const templates = [...first.written.keys()].filter((path) => path.endsWith('.example'))
          expect(templates.filter((path) => isIgnored(ignoring, path))).toEqual([])
          expect(deniedPaths(readDenyRules(after[settingsPath]!).rules, files).uncovered).toEqual([])
          expect([...remedy(originals, after).written]).toEqual([])
        },
      ),
      { numRuns: 500 },
    )
  })

  test('names every path that it looks at', () => {
    expect(pathsBeside(['a/b/.env', '.env'])).toEqual([
      settingsPath,
      '.gitignore',
      'a/.gitignore',
      'a/b/.gitignore',
      'a/b/.env.example',
      '.env.example',
    ])
  })
})
