import type { Installation, Repository } from '../../github/world/entities.ts'
import type { ActingScene } from './act.ts'
import type { Scene } from './happen.ts'

/** Repositories of an organization, without the one that holds its policy. */
export const repositoriesOf = (
  { github: { world } }: Pick<Scene, 'github'>,
  { target }: Installation,
): readonly Repository[] =>
  [...(world.repositoriesOf.get(target.id)?.keys() ?? [])]
    .map((id) => world.repositories.get(id)!)
    .filter(({ name }) => name !== 'gatehouse')

/** Of all organizations. */
export const allRepositories = (scene: ActingScene): readonly Repository[] =>
  scene.company.enforcing.assistant.flatMap((one) => repositoriesOf(scene, one))

/** One that needs an approval, where there still is one. */
export function anApp(scene: ActingScene): Repository {
  const all = allRepositories(scene)
  const apps = all.filter(({ name }) => name.startsWith('app'))
  return scene.random.oneOf(apps.length > 0 ? apps : all)
}

/** One where somebody can write, and where few others are. */
export function writable(scene: ActingScene): Repository {
  const all = allRepositories(scene)
  const open = all.filter(({ archived }) => !archived)
  return scene.random.oneOf(open.length > 0 ? open : all)
}

export const loginOf = ({ github: { world } }: Pick<Scene, 'github'>, { ownerId }: Repository): string =>
  world.organizations.get(ownerId)!.login
