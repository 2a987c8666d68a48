import type { Simulator } from '../../github/server/simulator.ts'
import type { User } from '../../github/world/entities.ts'

const names = {
  ada: 'Ada Lindqvist',
  bo: 'Bo Tanaka',
  chidi: 'Chidi Okafor',
  dana: 'Dana Weiss',
  emre: 'Emre Aksoy',
  freya: 'Freya Holm',
  gus: 'Gus Moreau',
  hana: 'Hana Sato',
  ivo: 'Ivo Marin',
  jo: 'Jo Abernathy',
  kim: 'Kim Duarte',
  lena: 'Lena Fischer',
} as const

export type PersonName = keyof typeof names
export type People = Readonly<Record<PersonName, User>>

/** Everybody who works for the three organizations. */
export function addPeople(github: Simulator): People {
  const entries = Object.entries(names).map(([login, name]) => [
    login,
    github.addUser({ login, name, email: `${login}@harbor.example` }),
  ])
  // oxlint-disable-next-line no-unsafe-type-assertion -- fromEntries forgets the names it was given
  return Object.fromEntries(entries) as People
}

export const authorOf = ({ name, login }: User): { readonly name: string; readonly email: string } => ({
  name: name ?? login,
  email: `${login}@harbor.example`,
})
