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

/** @throws for a language that has no rules about where values come from */
export function modelOf(language: Language): Model {
  const model = models[language]
  if (model === undefined) throw new Error(`values are not traced in ${language}`)
  return model
}
