import { beforeAll, expect, test } from 'vitest'
import { loadGrammars } from '../../../../scanner/syntax/grammars.ts'
import { type Grammar, grammars } from '../../../../scanner/syntax/language.ts'
import { withParsed } from '../../../../scanner/syntax/parse.ts'
import { argumentsOf, calleePath } from '../../../../scanner/syntax/source.ts'
import { traceOf } from '../../../../scanner/syntax/taint/trace.ts'
import type { SinkKind, Trace } from '../../../../scanner/syntax/taint/trust.ts'

beforeAll(async () => {
  await loadGrammars(grammars)
})

/** What is known of the first argument of the last call of `sink`. */
function look(grammar: Grammar, text: string, kind: SinkKind = 'command'): Trace {
  const found = withParsed(grammar, text, 'src/main', ({ source, captures }) => {
    const traces = captures.flatMap(({ name, node }) => {
      const call = node.parent
      if (name !== 'call' || call === null || calleePath(source, call) !== 'sink') return []
      return [traceOf(source, argumentsOf(source, call)[0]!.value, kind)]
    })
    const last = traces.at(-1)
    if (last === undefined) throw new Error('nothing is handed to sink')
    return last
  })
  if ('code' in found) throw new Error(found.reason)
  return found
}

test.each([
  ['a member', `sink(req.query.id)`],
  ['a variable', `const a = req.body.a; const b = a; sink(b)`],
  ['a pattern', `const { query: { id = 1 } } = req; sink(id)`],
  ['a template', 'const id = req.params.id; sink(`a${id}`)'],
  ['text that is added', `let a = 'x'; a += req.query.a; sink(a)`],
  ['text that a call adds', `let a = 'x'; a += req.get('a'); sink(a)`],
  ['a list', `const list = ['a']; list.push(req.query.a); sink(list.join(' '))`],
  ['a property', `const o = {}; o.a = req.query.a; sink(o.a)`],
  ['a function of the file', `function wrap(x) { return 'a' + x } sink(wrap(req.query.a))`],
  ['a caller in the file', `function run(x) { sink(x) } app.get('/', (req) => run(req.query.a))`],
  ['a callback', `req.body.items.forEach((item) => sink(item))`],
  ['a choice', `sink(flag ? 'a' : req.query.a)`],
  ['a loop', `for (const one of req.body.all) sink(one)`],
])('a value from a request is followed through %s', (_, text) => {
  expect(look('tsx', text)).toMatchObject({ trust: 'untrusted', from: 'the request' })
})

test.each([
  ['a number', `sink(parseInt(req.query.id, 10))`],
  ['a table of constants', `const all = { a: 'x' }; sink(all['a'])`],
  ['a later constant', `let a = req.query.a; a = 'b'; sink(a)`],
  ['another field', `const o = { a: 'x' }; o.b = req.query.b; sink(o.a)`],
  [
    'a list of what is allowed',
    `const a = req.query.a; if (!allowed.includes(a)) throw new Error(); sink(a)`,
  ],
  ['a condition around it', `const a = req.query.a; if (/^[a-z]+$/.test(a)) sink(a)`],
  ['a replacement', `let a = req.query.a; if (!isValid(a)) a = 'b'; sink(a)`],
  ['a branch that is never taken', `let a = 'b'; if (1 > 2) a = req.query.a; sink(a)`],
  ['callers that write it down', `function run(x) { sink(x) } run('a')`],
  ['a comparison', `sink(req.query.a === 'b')`],
  ['a request of the file’s own making', `const request = new Client('x'); sink(request.body)`],
])('nothing is left of it after %s', (_, text) => {
  expect(look('tsx', text).trust).toBe('constant')
})

test('a number that a call adds is none of its arguments', () => {
  expect(look('tsx', `let a = 'x'; a += parseInt(req.query.a, 10); sink(a)`).trust).toBe('constant')
  expect(
    look('go', 'package a\nfunc f(r *http.Request) { a := "x"; a += r.FormValue("b"); sink(a) }').trust,
  ).toBe('untrusted')
})

test('what another server answers is not what it was asked', () => {
  expect(look('tsx', `const a = axios.get('https://a.b/' + req.query.a); sink(a)`).trust).toBe('unknown')
  expect(look('tsx', `const a = map.get(req.query.a); sink(a)`).trust).toBe('untrusted')
})

test('a list of what is refused allows nothing', () => {
  const text = `const a = req.query.a; if (refused.includes(a)) throw new Error(); sink(a)`
  expect(look('tsx', text).trust).toBe('untrusted')
})

test('what makes a value harmless for one use does not for another', () => {
  const text = `sink(escapeHtml(req.query.a))`
  expect(look('tsx', text, 'html').trust).toBe('constant')
  expect(look('tsx', text, 'sql').trust).toBe('untrusted')
})

test.each<[string, string, SinkKind, string]>([
  ['the arm where it holds', `if (/^[a-z]+$/.test(a)) sink(a)`, 'html', 'constant'],
  ['the other arm', `if (/^[a-z]+$/.test(a)) { b() } else { sink(a) }`, 'html', 'untrusted'],
  ['what is bad, where it holds', `if (/[<>]/.test(a)) sink(a)`, 'html', 'untrusted'],
  ['what is bad, the other arm', `if (/[<>]/.test(a)) { b() } else { sink(a) }`, 'html', 'constant'],
  ['what is bad, and left', `if (/[<>]/.test(a)) return; sink(a)`, 'html', 'constant'],
  ['a harmful text', `if (a.includes("'")) throw b; sink(a)`, 'query', 'constant'],
  ['no dots', `if (!a.includes('..')) sink(a)`, 'path', 'constant'],
  [
    'names of prototypes',
    `const bad = ['__proto__']; if (bad.includes(a)) return; sink(a)`,
    'object',
    'constant',
  ],
  [
    'a check within `try`',
    `try { if (!allowed.includes(a)) return } catch { } sink(a)`,
    'redirect',
    'constant',
  ],
])('a check lets through on one side: %s', (_, text, kind, trust) => {
  expect(look('tsx', `app.get('/', (req) => { const a = req.query.a; ${text} })`, kind).trust).toBe(trust)
})

test.each<[string, SinkKind, string]>([
  [`sink(req.query.a.replace(/[^a-z]/g, ''))`, 'command', 'constant'],
  [`sink(req.query.a.replace(/[^a-z]/, ''))`, 'command', 'untrusted'],
  [`sink(req.query.a.replace(/[^a-z;]/g, ''))`, 'command', 'untrusted'],
  [`sink(req.query.a.replace(/</g, '&lt;'))`, 'html', 'constant'],
  [`sink(req.query.a.replace('<', '&lt;'))`, 'html', 'untrusted'],
  [String.raw`sink(req.query.a.replace(/[.*+?^$()|[\]\\]/g, '\\$&'))`, 'object', 'constant'],
  [`sink(_.escapeRegExp(req.query.a))`, 'object', 'constant'],
  [String.raw`sink(req.query.a.replace(/\.\./g, ''))`, 'path', 'constant'],
  [`sink(req.query.a.replace('../', ''))`, 'path', 'untrusted'],
  [`sink(path.normalize('/' + req.query.a))`, 'path', 'constant'],
])('what a replacement leaves: %s', (text, kind, trust) => {
  expect(look('tsx', text, kind).trust).toBe(trust)
})

test('a name of the file’s own is not what a browser gives', () => {
  expect(look('tsx', `function show(location) { sink(location) }`).trust).toBe('parameter')
  expect(look('tsx', `sink(location.hash)`).trust).toBe('untrusted')
})

test('where a format begins is known from what is filled in first', () => {
  const text = `class A { void f(R request) { sink(String.format("%s/%s", "https://a.example", request.getParameter("a"))); } }`
  expect(look('java', text, 'url').prefix).toBe('https://a.example/')
})

test('where an address begins is known, and whether its host is', () => {
  expect(look('tsx', `sink('https://a.example/' + req.query.a)`, 'url').prefix).toBe('https://a.example/')
  expect(look('tsx', `sink(base + req.query.a)`, 'url').isLed).toBe(true)
  expect(look('tsx', `sink(req.query.a + base)`, 'url').isLed).toBe(false)
})

test('what goes through an unknown function is less sure', () => {
  expect(look('tsx', `sink(transform(req.query.a))`)).toMatchObject({ trust: 'untrusted', isGuessed: true })
})

test.each([
  ['python', `from flask import request\nsink(request.args['a'])`, 'untrusted'],
  ['python', `from flask import request\na = request.form.get('a')\nsink('x %s' % a)`, 'untrusted'],
  ['python', `from flask import request\nsink([x for x in request.args.getlist('a')][0])`, 'untrusted'],
  ['python', `@app.route('/<name>')\ndef show(name):\n    sink(name)`, 'untrusted'],
  ['python', `@app.route('/<int:name>')\ndef show(name):\n    sink(name)`, 'parameter'],
  ['python', `@app.get('/')\ndef show(n: int):\n    sink(n)`, 'constant'],
  ['python', `import sys\nsink(sys.argv[1])`, 'local'],
  ['python', `def f(a):\n    if a not in ALLOWED:\n        raise ValueError\n    sink(a)`, 'constant'],
  [
    'python',
    `from flask import request\na = request.args.get('a')\nif not a:\n    a = ''\nsink(a)`,
    'untrusted',
  ],
  ['python', `from flask import request\nfor a in request.form.keys():\n    sink(a)`, 'untrusted'],
  [
    'python',
    `from flask import request\nmatch 'ABC'[1]:\n    case 'A':\n        a = request.args['a']\n    case 'B' | 'C':\n        a = 'x'\nsink(a)`,
    'constant',
  ],
  ['go', `package a\nfunc f(w W, r *http.Request) { a := r.FormValue("a"); sink(a) }`, 'untrusted'],
  [
    'go',
    `package a\nfunc g(a, b string) string { return b }\nfunc f(r *http.Request) { sink(g("a", r.FormValue("a"))) }`,
    'untrusted',
  ],
  [
    'go',
    `package a\nfunc f(r *http.Request) { n, _ := strconv.Atoi(r.FormValue("a")); sink(n) }`,
    'constant',
  ],
  [
    'java',
    `class A { void f(R request) { String a = request.getParameter("a"); a = decode(a); sink(a); } }`,
    'untrusted',
  ],
  [
    'java',
    `class A { void f(R request) { Map m = new HashMap(); m.put("a", request.getParameter("a")); m.put("b", "x"); sink(m.get("b")); } }`,
    'constant',
  ],
  [
    'java',
    `class A { void f(R request) { List<String> l = new ArrayList<>(); l.add("x"); l.add(request.getParameter("a")); l.remove(0); sink(l.get(0)); } }`,
    'untrusted',
  ],
  [
    'java',
    `class A { void f(R request) { String a; switch ("ABC".charAt(1)) { case 'A': a = request.getParameter("a"); break; case 'B': a = "x"; break; default: a = request.getParameter("b"); } sink(a); } }`,
    'constant',
  ],
  ['java', `class A { void f(@RequestParam String a) { sink(a); } }`, 'untrusted'],
] as const)('in %s: %s', (grammar, text, trust) => {
  expect(look(grammar, text).trust).toBe(trust)
})

test.each([
  `const a = b; const b = a; sink(a)`,
  `function f(x) { return f(x) } sink(f(req.query.a))`,
  `let a = 'x';\n${'a = a + a;\n'.repeat(3000)}sink(a)`,
  `sink(${'f('.repeat(400)}req.query.a${')'.repeat(400)})`,
])('what leads round in circles or on for ever ends', (text) => {
  expect(look('tsx', text).trust).toBeTypeOf('string')
})
