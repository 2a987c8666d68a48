import type { Dialect } from '../dialect.ts'
import type { Language } from '../language.ts'
import { go } from './go.ts'
import { java } from './java.ts'
import { javascript } from './javascript.ts'
import { python } from './python.ts'

const dialects: Readonly<Record<Language, Dialect>> = { javascript, python, go, java }

export const dialectOf = (language: Language): Dialect => dialects[language]
