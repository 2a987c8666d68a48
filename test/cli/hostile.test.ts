import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { getuid } from 'node:process'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { zipSync } from 'fflate'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { formats } from '../../report/formats.ts'
import { allRules } from '../../scanner/rules/index.ts'
import { secretRules } from '../../scanner/rules/secrets/index.ts'
import {
  git,
  importCommits,
  newRepository,
  temporaryFolder,
  writeFiles,
  writeObject,
} from '../scanner/sources/git-fixture.ts'
import { hostileRepository } from '../scanner/sources/hostile-repository.ts'
import { runs } from '../runs.ts'
import { records, run, start } from './run.ts'
import { githubRule, githubToken } from './secrets.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

const scan = (path: string, ...flags: readonly string[]) => run(['scan', path, '-f', 'jsonl', ...flags])

describe('a repository that asks git to run things', () => {
  test('is looked at in every way, and nothing runs', async () => {
    const { folder, markers } = hostileRepository()
    const variables = {
      GIT_DIR: join(folder, '.git'),
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: `touch ${join(folder, 'environment-ran')}`,
      GIT_EXTERNAL_DIFF: `touch ${join(folder, 'environment-ran')}`,
    }
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
    const commands = [
      ['check', `file://${folder}`, '--all-refs'],
      ['scan', '.', '--include-ignored'],
      ['scan', '.', '--history', '--all-refs'],
      ['scan', '.', '--staged'],
      ['scan', '.', '--diff', 'HEAD~1..HEAD'],
      ['scan', '.', '--ref', 'HEAD'],
      ['allowlist', 'report', '.'],
    ]
    for (const args of commands) {
      const { code, stderr } = await run(args, { folder })
      expect(stderr, args.join(' ')).toBe('')
      expect([0, 1, 4], args.join(' ')).toContain(code)
    }
    // Once as a process that was started in it.
    const started = await start(['check', '.'], { folder, variables })
    expect(started.stderr).toBe('')
    expect(started.code).toBe(1)
    expect(markers()).toEqual([])
    expect(readdirSync(folder)).not.toContain('environment-ran')
  })
})

describe('names', () => {
  const name = 'a\nb \u001b[31mred\u001b[0m\u0007 ::error::x\u202e.sh'

  test('with line breaks, escape sequences and commands never act', async () => {
    const folder = newRepository({ [name]: `${githubToken()}\n` })
    const paths = records(await scan(folder)).map(({ path }) => path)
    expect(paths).toEqual([name])
    for (const format of Object.keys(formats)) {
      for (const command of ['scan', 'check']) {
        const { stdout } = await run([command, folder, '-f', format])
        expect(stdout, format).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e](?<!\r(?=\n))/)
        expect(stdout, format).not.toMatch(/^\s*::error/m)
      }
    }
  })

  test('that are not UTF-8 are percent-escaped, on the disk and in git', async () => {
    const folder = newRepository()
    const raw = Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.of(0xe9), Buffer.from('.sh')])
    writeFileSync(raw, githubToken())
    git(folder, 'add', '--all')
    git(folder, 'commit', '--quiet', '--message', 'x')
    for (const flags of [[], ['--ref', 'HEAD'], ['--history'], ['--diff', 'HEAD..HEAD']]) {
      const found = await scan(folder, ...flags)
      expect(records(found).map(({ path }) => path)).toEqual(flags[0] === '--diff' ? [] : ['caf%E9.sh'])
    }
  })

  test('that look escaped are not taken for such', async () => {
    const folder = newRepository({
      'caf%E9.sh': `${githubToken(1)}\n`,
      'a%25/100%.sh': `${githubToken(2)}\n`,
    })
    const raw = Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.of(0xe9), Buffer.from('.sh')])
    writeFileSync(raw, `${githubToken(3)}\n`)
    git(folder, 'add', '--all')
    git(folder, 'commit', '--quiet', '--message', 'x')
    for (const flags of [[], ['--ref', 'HEAD'], ['--history']]) {
      const paths = records(await scan(folder, ...flags)).map(({ path }) => path)
      expect(paths).toEqual(['a%2525/100%.sh', 'caf%25E9.sh', 'caf%E9.sh'])
    }
  })

  test('a folder called .env, and files in it', async () => {
    const folder = newRepository({ '.env/bin/activate': 'x=1\n', '.env/a.sh': githubToken() })
    const { code } = await run(['check', folder])
    expect(code).toBe(1)
    const found = records(await scan(folder))
    expect(found.map(({ path, rule }) => `${path} ${rule}`)).toEqual([`.env/a.sh ${githubRule}`])
  })

  test('a path of thousands of folders, on the disk and in git', async () => {
    const folder = temporaryFolder()
    const deep = Array.from({ length: 900 }, () => 'd').join('/')
    mkdirSync(join(folder, deep), { recursive: true })
    writeFileSync(join(folder, deep, 'a.sh'), githubToken())
    expect(records(await scan(folder)).map(({ path }) => path)).toEqual([`${deep}/a.sh`])
    const repository = newRepository()
    const deeper = Array.from({ length: 3000 }, () => 'e').join('/')
    importCommits(repository, 'main', [{ [`${deeper}/a.sh`]: githubToken() }])
    for (const command of [
      ['scan', repository, '--history', '-f', 'jsonl'],
      ['scan', repository, '--ref', 'main', '-f', 'jsonl'],
    ]) {
      const found = await run(command)
      expect(records(found).map(({ path }) => path)).toEqual([`${deeper}/a.sh`])
    }
  })
})

describe('files that are none, or no ordinary ones', () => {
  test('a pipe, a loop of links, and a link to nowhere: the scan ends, and names the pipe', async () => {
    const folder = temporaryFolder()
    execFileSync('mkfifo', [join(folder, 'pipe')])
    symlinkSync('loop', join(folder, 'loop'))
    symlinkSync('nowhere', join(folder, 'dangling'))
    symlinkSync('.', join(folder, 'self'))
    writeFiles(folder, { 'a.sh': githubToken() })
    const { stdout, code } = await run(['scan', folder])
    expect(stdout).toContain('a.sh:1:1')
    expect(stdout).toContain('It is a socket, pipe or device.')
    expect(code).toBe(1)
    writeFiles(folder, { 'a.sh': '' })
    expect((await run(['scan', folder])).code).toBe(4)
  })

  test.skipIf(getuid?.() === 0)('one that may not be read', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, { 'a.txt': 'a\n', 'closed/b.txt': 'b\n' })
    chmodSync(join(folder, 'a.txt'), 0)
    chmodSync(join(folder, 'closed'), 0)
    const { stdout, code } = await run(['scan', folder])
    chmodSync(join(folder, 'closed'), 0o755)
    expect(stdout.match(/You may not read it/g)).toHaveLength(2)
    expect(code).toBe(4)
  })

  test('empty, binary, and in UTF-16', async () => {
    const folder = temporaryFolder()
    const binary = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 37) & 255))
    writeFiles(folder, {
      'empty.sh': '',
      'binary.bin': Buffer.concat([binary, Buffer.from(`\0${githubToken(1)}\0`), binary]),
      'little.ps1': Buffer.from(`\uFEFF$t = "${githubToken(2)}"`, 'utf16le'),
      'big.ps1': Buffer.from(`\uFEFF$t = "${githubToken(3)}"`, 'utf16le').swap16(),
      'unmarked-little.ps1': Buffer.from(`$t = "${githubToken(4)}"`, 'utf16le'),
      'unmarked-big.ps1': Buffer.from(`$t = "${githubToken(5)}"`, 'utf16le').swap16(),
    })
    const found = await scan(folder)
    expect(records(found).map(({ path, rule }) => `${path} ${rule}`)).toEqual(
      ['big.ps1', 'binary.bin', 'little.ps1', 'unmarked-big.ps1', 'unmarked-little.ps1'].map(
        (path) => `${path} ${githubRule}`,
      ),
    )
  })

  test('archives: nested, broken, and bombs, of which it is said what was left', async () => {
    const folder = temporaryFolder()
    const zip = (members: Record<string, Uint8Array>): Buffer => Buffer.from(zipSync(members))
    const one = zip({ 'a.env': Buffer.from(`T=${githubToken(1)}`) })
    const four = zip({ 'four.zip': zip({ 'three.zip': zip({ 'two.zip': one }) }) })
    writeFiles(folder, {
      'nested.zip': zip({ 'inner.zip': one }),
      'too-deep.zip': four,
      'broken.zip': one.subarray(0, 40),
      'bomb.gz': gzipSync(Buffer.alloc(200 << 20)),
      'bombs.zip': zip(
        Object.fromEntries(
          Array.from({ length: 5 }, (_, at) => [`${at}.gz`, gzipSync(Buffer.alloc(40 << 20))]),
        ),
      ),
    })
    const found = await run(['scan', folder, '--all'])
    expect(records(await scan(folder)).map(({ reachedBy }) => reachedBy)).toEqual([
      ['zip:inner.zip', 'zip:a.env'],
    ])
    expect(found.stdout).toContain('an archive lies more than 3 levels deep')
    expect(found.stdout).toContain('the archive could not be read')
    expect(found.stdout).toContain('unpacked it is larger than 64 MiB')
    for (const name of ['too-deep.zip', 'broken.zip', 'bomb.gz', 'bombs.zip'])
      expect(found.stdout).toContain(name)
  })

  test('objects in git that are no sound trees, commits or tags', async () => {
    const folder = newRepository({ 'a.sh': githubToken() })
    const blob = writeObject(folder, 'blob', githubToken(2))
    const entry = (mode: string, name: string) =>
      Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(blob, 'hex')])
    const tree = writeObject(
      folder,
      'tree',
      Buffer.concat([
        entry('100644', '../escape.sh'),
        entry('100644', '.git'),
        entry('40000', 'no-tree'),
        entry('777', 'odd'),
      ]),
    )
    const broken = [
      git(folder, 'commit-tree', tree, '-m', 'x'),
      writeObject(folder, 'commit', `tree ${tree}\n\nno author`),
      writeObject(folder, 'commit', `tree ${'0'.repeat(40)}\nauthor A <a> 1 +0\n\nx`),
      writeObject(folder, 'commit', 'nonsense'),
      writeObject(folder, 'tag', 'nonsense'),
      blob,
      tree,
    ]
    for (const [index, id] of broken.entries()) {
      mkdirSync(join(folder, '.git/refs/tags'), { recursive: true })
      writeFileSync(join(folder, `.git/refs/tags/broken-${index}`), `${id}\n`)
    }
    const { code, stdout, stderr } = await scan(folder, '--history')
    expect(stderr).toBe('')
    expect(code).toBe(1)
    const paths = records({ code, stdout, stderr }).map(({ path }) => path)
    expect(paths).toContain('a.sh')
    expect(paths).toContain('../escape.sh')
  })
})

/** Starts the program with a small heap, and tells its peak memory in MiB. */
async function measured(args: readonly string[], heap: number) {
  const folder = temporaryFolder()
  const preload = join(folder, 'measure.mjs')
  const out = join(folder, 'peak')
  writeFileSync(
    preload,
    `import { writeFileSync } from 'node:fs'\nimport { isMainThread } from 'node:worker_threads'\nif (isMainThread) process.on('exit', () => writeFileSync(${JSON.stringify(out)}, String(process.resourceUsage().maxRSS)))\n`,
  )
  const found = await start(args, { node: ['--import', preload, `--max-old-space-size=${heap}`] })
  return { ...found, peak: Number(readFileSync(out, 'utf8')) / 1024 }
}

describe('too much of anything', () => {
  test('one line of hundreds of megabytes needs little memory', async () => {
    const size = process.env['PROOF'] === undefined ? 96 << 20 : 1 << 30
    const folder = temporaryFolder()
    const piece = Buffer.from('lorem ipsum dolor '.repeat((1 << 20) / 18 + 1)).subarray(0, 1 << 20)
    const path = join(folder, 'a.min.js')
    writeFileSync(path, '')
    // Also across the edges of the windows it is read in.
    const places = [0, 16 * (1 << 20) - 20, 16 * (1 << 20) - 65536 - 10, size - 41]
    const file = openSync(path, 'r+')
    for (let at = 0; at < size; at += piece.length) writeSync(file, piece, 0, piece.length, at)
    for (const [seed, at] of places.entries()) writeSync(file, ` ${githubToken(seed)} `, at)
    closeSync(file)
    truncateSync(path, size)
    const { code, stdout, stderr, peak } = await measured(['scan', folder, '-f', 'jsonl'], 300)
    expect(stderr).toBe('')
    expect(code).toBe(1)
    const found = records({ code, stdout, stderr })
    expect(found.map(({ line, column }) => [line, column])).toEqual(
      places.toSorted((a, b) => a - b).map((at) => [1, at + 2]),
    )
    expect(peak).toBeLessThan(500)
  })

  test('bombs need little memory', async () => {
    const folder = temporaryFolder()
    const text = `${'lorem ipsum '.repeat(200)}password = `
    for (let index = 0; index < 2; index += 1)
      writeFiles(folder, { [`${index}.gz`]: gzipSync(Buffer.alloc(60 << 20, text)) })
    const { code, peak } = await measured(['scan', folder], 300)
    expect(code).toBe(0)
    expect(peak).toBeLessThan(500)
  })

  test('thousands of tiny files', async () => {
    const count = process.env['PROOF'] === undefined ? 5000 : 100_000
    const folder = temporaryFolder()
    for (let index = 0; index < count; index += 1) {
      const path = join(folder, `${index % 100}`)
      if (index < 100) mkdirSync(path)
      writeFileSync(join(path, `${index}.txt`), index % 1000 === 7 ? githubToken(index) : `${index}`)
    }
    const { code, stdout, stderr, peak } = await measured(
      ['scan', folder, '-f', 'jsonl', '--threads', '2'],
      300,
    )
    expect(records({ code, stdout, stderr })).toHaveLength(count / 1000)
    // So many are scanned in threads; one alone prints the same, byte for byte.
    expect((await scan(folder, '--threads', '1')).stdout).toBe(stdout)
    expect(peak).toBeLessThan(500)
  })

  test('a hundred thousand secrets in one line, and more than are kept', async () => {
    const folder = temporaryFolder()
    const line = Array.from({ length: 100_000 }, (_, seed) => githubToken(seed)).join(';')
    writeFiles(folder, { 'a.min.js': line, 'b.js': githubToken(7) })
    const { stdout, code } = await run(['scan', folder, '-f', 'markdown'])
    expect(code).toBe(1)
    expect(stdout).toContain('100,000')
    expect(stdout).toContain('`a.min.js:1:1231`')
    expect(stdout).toContain('Only the first 100,000 findings are kept')
  })
})

test('any small folder: no crash, a documented exit code, and lines that can be parsed', async () => {
  const samples = secretRules.flatMap(({ matches }) => matches.slice(0, 2).map((sample) => sample()))
  const names = [
    '.env',
    '.env.example',
    '.mcp.json',
    '.claude/settings.json',
    '.claude/agents/a.md',
    '.github/workflows/a.yml',
    'CLAUDE.md',
    'a.pem',
    'id_rsa',
    'terraform.tfstate',
    'dump.sql',
    'package-lock.json',
    'a.zip',
    'a b/ü😀.ts',
    '.git/config',
    '.gitmodules',
    '.gitattributes',
  ]
  const piece = fc.oneof(
    fc.constantFrom(...samples).map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom(
        'on: push\njobs:\n',
        '{"permissions":{"allow":["',
        '---\n',
        '- uses: anthropics/claude-code-action@',
        '\n',
        '"',
        '{',
        '[',
        '\t',
        '&a *a',
        'PK\u0003\u0004',
        '\u001f\u008b\b',
      )
      .map((text) => Buffer.from(text)),
  )
  const content = fc.array(piece, { maxLength: 6 }).map((pieces) => Buffer.concat(pieces))
  const anyFolder = fc.dictionary(fc.constantFrom(...names), content, { maxKeys: 6 })
  const known = new Set(allRules.map(({ id }) => id))
  await fc.assert(
    fc.asyncProperty(anyFolder, async (files) => {
      const folder = join(temporaryFolder(), 'scanned')
      writeFiles(folder, { 'README.md': '', ...files })
      const found = await scan(folder)
      expect([0, 1, 4]).toContain(found.code)
      expect(found.stderr).toBe('')
      for (const { rule, path } of records(found)) {
        expect(known).toContain(rule)
        expect([...Object.keys(files), 'README.md', '.claude/settings.json', '.git']).toContain(path)
      }
    }),
    { numRuns: Math.max(50, runs / 100) },
  )
})
