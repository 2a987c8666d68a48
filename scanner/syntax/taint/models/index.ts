import type { Language } from '../../language.ts'
import type { Model } from '../model.ts'
import { goModel } from './go.ts'
import { javaModel } from './java.ts'
import { javascriptModel } from './javascript.ts'
import { pythonModel } from './python.ts'

const models: Readonly<Record<Language, Model>> = {
  javascript: javascriptModel,
  python: pythonModel,
  go: goModel,
  java: javaModel,
}

export const modelOf = (language: Language): Model => models[language]
