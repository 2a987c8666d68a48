import { type Sample, join, random } from '../../engine/sample.ts'

/** Makes a secret for a sample: another seed, another secret. */
export type MakeSecret = (seed: number) => string

/** Ways people write a secret that is recognisable by itself. */
export const anywhere = (secret: MakeSecret): readonly Sample[] => [
  () => `export TOKEN=${secret(11)}\n`,
  () => `{"auth": {"value": "${secret(12)}"}}`,
  () => `curl -H 'Authorization: Bearer ${secret(13)}' https://host.test/v1`,
  () => `  token: ${secret(14)} # for the deployment\n`,
]

/**
 * Ways people write a secret together with its name.
 * @param words the name, with spaces: `heroku api key`
 */
export const underName = (words: string, secret: MakeSecret): readonly Sample[] => [
  () => `${snake(words).toUpperCase()}=${secret(11)}\n`,
  () => `{\n  "${camel(words)}": "${secret(12)}"\n}`,
  () => `const ${camel(words)} = '${secret(13)}'`,
  () => `<${camel(words)}>${secret(14)}</${camel(words)}>`,
  () => `${words.replaceAll(' ', '.')}=${secret(15)}\n`,
  () => `${snake(words)}: ${secret(16)}\n`,
]

/** A name of several words as constants and keys have it: `heroku_api_key`. */
export const snake = (words: string): string => words.replaceAll(' ', '_')

const camel = (words: string): string =>
  words.replaceAll(/ (.)/g, (_, letter: string) => letter.toUpperCase())

/** A password as people choose them. */
export const samplePassword = (seed: number): string => join('Kq7', random('base62', 9, seed), '!')
