import { InvalidArgumentError } from 'commander'

/** An option's value that is a whole number from 1. */
export function wholeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('Give a whole number from 1.')
  return number
}
