import { beforeAll, expect, test } from 'vitest'
import { loadGrammars } from '../../../scanner/syntax/grammars.ts'
import { type Grammar, grammars } from '../../../scanner/syntax/language.ts'
import { withParsed } from '../../../scanner/syntax/parse.ts'
import { argumentsOf, textOf } from '../../../scanner/syntax/source.ts'
import { callAround } from '../../../scanner/syntax/functions.ts'
import { possibleValues } from '../../../scanner/syntax/possible-values.ts'
import { constantTexts } from '../../../scanner/syntax/values.ts'

beforeAll(async () => {
  await loadGrammars(grammars)
})

/** What the first argument of `look(…)` may be, as it is written. */
function valuesIn(grammar: Grammar, text: string): readonly string[] {
  const found = withParsed(grammar, text, 'a', ({ source }) => {
    const call = callAround(source.calls.get('look')![0]!, source.dialect.calls)!
    return possibleValues(source, argumentsOf(source, call)[0]!.value).map((one) => textOf(source, one))
  })
  if ('code' in found) throw new Error(found.reason)
  return found
}

test.each<[Grammar, string, readonly string[]]>([
  ['typescript', `const a = 'x'; look(a)`, [`'x'`]],
  ['typescript', `function f(a) { look(a) } f('x'); f('y')`, [`'x'`, `'y'`]],
  ['typescript', `function f(a = 'x') { look(a) }`, [`'x'`]],
  ['typescript', `const f = () => 'x'; look(f())`, [`'x'`]],
  ['typescript', `class A { a = 'x'; f() { look(this.a) } }`, [`'x'`]],
  ['typescript', `const o = { a: 'x' }; look(o.a)`, [`'x'`]],
  ['typescript', `look(b ? 'x' : 'y')`, [`'x'`, `'y'`]],
  ['typescript', `look((() => 'x')())`, [`'x'`]],
  ['typescript', `const a = 'y'; function f() { const a = 'x'; look(a) }`, [`'x'`]],
  ['typescript', `class A { make(a) { look(a) } } other.make('x')`, ['a']],
  ['typescript', `function f(a) { look(a); f(a) }`, ['a']],
  ['python', `def f(a, b='x'):\n    look(b)\nf(1, b='y')`, [`'x'`, `'y'`]],
  ['python', `class A:\n    a = 'x'\n    def f(self):\n        look(self.a)`, [`'x'`]],
  [
    'python',
    `class A:\n    def g(self, a):\n        look(a)\n    def f(self):\n        self.g('x')`,
    [`'x'`],
  ],
  ['python', `a, b = 'x', 'y'\nlook(b)`, [`'y'`]],
  ['go', `package a\nfunc f(a, b string) { look(b) }\nfunc g() { f("x", "y") }`, [`"y"`]],
  ['go', `package a\nfunc k() string { return "x" }\nfunc g() { look(k()) }`, [`"x"`]],
  ['go', `package a\nfunc (s *S) f(a string) { look(a) }\nfunc (s *S) g() { s.f("x") }`, [`"x"`]],
  ['java', `class A { void f(String a) { look(a); } void g() { f("x"); } }`, [`"x"`]],
  ['java', `class A { static final String A1 = "x"; void f() { look(A.A1); } }`, [`"x"`]],
  ['csharp', `class A { void F(string a) { look(a); } void G() { F("x"); F(a: "y"); } }`, [`"x"`, `"y"`]],
  ['csharp', `class A { void F(string a = "x") { look(a); } }`, [`"x"`]],
  ['csharp', `class A { const string B = "x"; void F() { look(A.B); } }`, [`"x"`]],
  ['csharp', `class A { static string K() => "x"; void F() { look(K()); } }`, [`"x"`]],
  ['csharp', `class A { void F(bool b) { var a = b ? "x" : "y"; look(a); } }`, [`"x"`, `"y"`]],
  ['csharp', `class A { string B { get; set; } = "x"; void F() { look(this.B); } }`, [`"x"`]],
  ['kotlin', `fun f(a: String) { look(a) }\nfun g() { f("x"); f(a = "y") }`, [`"x"`, `"y"`]],
  ['kotlin', `fun f(a: String = "x") { look(a) }`, [`"x"`]],
  ['kotlin', `object A { const val B = "x" }\nfun f() { look(A.B) }`, [`"x"`]],
  [
    'kotlin',
    `class A {\n  companion object {\n    const val B = "x"\n  }\n  fun f() { look(B) }\n}`,
    [`"x"`],
  ],
  ['kotlin', `fun k() = "x"\nfun f() { look(k()) }`, [`"x"`]],
  ['kotlin', `fun f(b: Boolean) { look(if (b) "x" else "y") }`, [`"x"`, `"y"`]],
])('in %s, values come through variables, callers, helpers and fields: %s', (grammar, text, expected) => {
  expect([...valuesIn(grammar, text)].toSorted()).toEqual([...expected].toSorted())
})

test('a file with many ways takes no more steps than others', () => {
  const many = Array.from(
    { length: 300 },
    (_, at) => `function f${at}(a) { f${at + 1}(a); g(a); look(a) } g('${at}')`,
  )
  const text = `${many.join('\n')}\nfunction g(a) { f0(a) }`
  withParsed('javascript', text, 'a.js', ({ source }) => {
    for (const name of source.calls.get('look')!) {
      const call = callAround(name, source.dialect.calls)!
      constantTexts(source, argumentsOf(source, call)[0]!.value)
    }
    expect(source.effort.left).toBeGreaterThan(-1000)
  })
})
