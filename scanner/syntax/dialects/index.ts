import type { Dialect } from '../dialect.ts'
import type { Language } from '../language.ts'
import { csharp } from './csharp.ts'
import { go } from './go.ts'
import { java } from './java.ts'
import { javascript } from './javascript.ts'
import { kotlin } from './kotlin.ts'
import { php } from './php.ts'
import { python } from './python.ts'
import { ruby } from './ruby.ts'

const dialects: Readonly<Record<Language, Dialect>> = {
  javascript,
  python,
  go,
  java,
  ruby,
  php,
  csharp,
  kotlin,
}

export const dialectOf = (language: Language): Dialect => dialects[language]
