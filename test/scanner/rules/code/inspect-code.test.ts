import { assert, constantFrom, nat, property } from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { inspectCode } from '../../../../scanner/rules/code/inspect-code.ts'
import { loadGrammars } from '../../../../scanner/syntax/grammars.ts'
import { grammars } from '../../../../scanner/syntax/language.ts'
import { random } from '../../../../scanner/engine/sample.ts'

beforeAll(async () => {
  await loadGrammars(grammars)
})

const inspect = (path: string, text: string) => inspectCode(path, Buffer.from(text))
const weak = `crypto.createHash('md5').update(password)`

test('a file that is no code, or holds no literal of a rule, is left alone', () => {
  expect(inspect('notes.txt', weak)).toEqual({ inspections: [] })
  expect(inspect('a.js', '((((('.repeat(1000))).toEqual({ inspections: [] })
})

test('a finding survives line moves and other formatting, and is another in another function', () => {
  const identity = (text: string) => inspect('src/a.js', text).inspections[0]!.identity
  const first = identity(`function store(password) { return ${weak} }`)
  expect(identity(`\n\n// moved\nfunction store(password) {\n  return ${weak}\n}`)).toBe(first)
  expect(identity(`function keep(password) { return ${weak} }`)).not.toBe(first)
})

test('the same line twice in a function is two findings', () => {
  const { inspections } = inspect('src/a.js', `function f(password) { ${weak}; ${weak} }`)
  expect(new Set(inspections.map(({ identity }) => identity)).size).toBe(2)
})

test('places count lines and columns from one, in UTF-16 units', () => {
  const { inspections } = inspect('src/a.js', `\n/* 🔑é */ ${weak}`)
  expect(inspections[0]!.place).toEqual({ line: 2, column: 11, endLine: 2, endColumn: 35 })
})

test('no key in the code gets into a finding', () => {
  const canary = random('base62', 24)
  for (const text of [
    `crypto.createCipheriv('aes-256-gcm', '${canary}', '${canary}')`,
    `const key = \`${canary}\`\ncrypto.createHmac('sha256', /* ${canary.slice(0, 3)} */ key)`,
    `jwt.sign(claims, "${canary}")`,
    `session({ secret: '${canary}' })`,
  ]) {
    const { inspections } = inspect('src/a.js', text)
    expect(inspections.length).toBeGreaterThan(0)
    expect(JSON.stringify(inspections.map(({ rule: _rule, ...rest }) => rest))).not.toContain(canary)
  }
})

test('what stands in tests is calmer, and a note there is no more than worth knowing', () => {
  const severities = (path: string, text: string) =>
    inspect(path, text).inspections.map(({ severity }) => severity)
  expect(severities('src/a.js', weak)).toEqual(['high'])
  expect(severities('test/a.js', weak)).toEqual(['low'])
  expect(severities('src/a.js', `createHash('md5').update(x)`)).toEqual(['low'])
  expect(severities('test/a.js', `createHash('md5').update(x)`)).toEqual(['info'])
})

test('what could not be read as code is said', () => {
  const large = `${weak}\n${'x()\n'.repeat(300_000)}`
  expect(inspect('a.js', large).problem?.code).toBe('code-too-large')
  expect(inspect('a.go', `md5 ${'%$§ '.repeat(2000)}`).problem?.code).toBe('code-not-parsed')
})

test.each([
  ['a.js', `${weak};${'('.repeat(200_000)}`],
  ['a.js', `${weak};${'a['.repeat(100_000)}`],
  ['a.ts', `${weak};${'{a:'.repeat(100_000)}`],
  ['a.ts', `${weak};x${'.y()'.repeat(3000)}`],
  ['a.py', `hashlib.md5(x)\n${'if a:\n '.repeat(20_000)}`],
  ['a.py', `hashlib.md5(${'('.repeat(100_000)}`],
  ['a.go', `package a\nvar x = md5.Sum(${'f('.repeat(100_000)}`],
  ['A.java', `class A { int x = MessageDigest.getInstance("MD5")${'+(1'.repeat(100_000)}`],
  ['A.cs', `class A { void F() { MD5.Create(${'f('.repeat(100_000)}`],
  ['A.cs', `class A { object x = MD5.Create()${'.Y()'.repeat(3000)}; }`],
  ['A.cs', `class A { string x = $"{MD5.Create()}${'{$"'.repeat(300)}`],
  ['a.kt', `fun f() { MessageDigest.getInstance("MD5")${'.let { it'.repeat(400)}`],
  ['a.kt', `val x = MessageDigest.getInstance("MD5")${' + "${'.repeat(300)}`],
  ['a.kt', `val x = Random.nextInt()${'<a'.repeat(3000)}`],
  ['a.rb', `Digest::MD5.hexdigest(${'('.repeat(100_000)}`],
  ['a.rb', `Digest::MD5.hexdigest(x)\n${'if a\n'.repeat(50_000)}`],
  ['a.rb', `Digest::MD5.hexdigest(x)\n${'"#{'.repeat(50_000)}`],
  ['a.rb', `Digest::MD5.hexdigest(x)\n${'<<A\n'.repeat(50_000)}`],
  ['a.rb', `Digest::MD5.hexdigest(x)\nx${'.y'.repeat(50_000)}`],
  ['a.php', `<?php md5(${'('.repeat(100_000)}`],
  ['a.php', `<?php md5($x); ${'if ($a) '.repeat(50_000)}`],
  ['a.php', `<?php md5($x); $x = ${'$a . '.repeat(500)} $b;`],
  ['a.php', `<?php md5($x); ?>${'<?php ?>'.repeat(50_000)}`],
  ['a.js', 'const x = createHash;'.repeat(20_000)],
  ['a.js', `x${'.replace("<", "")'.repeat(450)}`],
  ['a.js', `${weak};x = ${'a + '.repeat(3000)}a`],
  ['a.js', `const a = b; const b = a; crypto.createHash(a); crypto.pbkdf2Sync(p, s, a + b, 1)`],
])('hostile code neither hangs nor throws: %s', (path, text) => {
  const { inspections, problem } = inspect(path, text)
  expect(Array.isArray(inspections) || problem !== undefined).toBe(true)
})

test('of too many findings in one file the rest is said to be left out', () => {
  const { inspections, problem } = inspect('src/a.js', 'let token = Math.random();'.repeat(600))
  expect(inspections).toHaveLength(500)
  expect(problem?.code).toBe('too-many-findings')
})

test('the parser works after it has failed', () => {
  inspect('a.js', `${weak};${'('.repeat(200_000)}`)
  expect(inspect('src/a.js', weak).inspections).toHaveLength(1)
})

test('code that is cut or shuffled anywhere never throws', () => {
  const text = `import crypto from 'crypto'\nexport function f(password, token) {\n  const h = ${weak}\n  if (token === process.env.TOKEN) return jwt.verify(token, 'x')\n}\n`
  assert(
    property(
      nat(text.length),
      nat(text.length),
      constantFrom('a.js', 'a.ts', 'a.py', 'a.go', 'A.java', 'a.rb', 'a.php', 'A.cs', 'a.kt'),
      (a, b, path) => {
        expect(() => inspect(path, text.slice(a) + text.slice(0, b))).not.toThrow()
      },
    ),
    { numRuns: 100 },
  )
})
