import type { Language } from '../../language.ts'
import type { Model } from '../model.ts'
import { goModel } from './go.ts'
import { javaModel } from './java.ts'
import { javascriptModel } from './javascript.ts'
import { pythonModel } from './python.ts'

const models: Readonly<Partial<Record<Language, Model>>> = {
  javascript: javascriptModel,
  python: pythonModel,
  go: goModel,
  java: javaModel,
}

/** @throws for a language without rules about injection, whose values nobody asks for */
export function modelOf(language: Language): Model {
  const model = models[language]
  if (model === undefined) throw new Error(`no model of where values come from in ${language}`)
  return model
}
