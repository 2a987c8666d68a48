/** The part of an OpenAPI document that this reads. */
export interface Description {
  readonly components?: { readonly schemas?: Readonly<Record<string, object>> }
}

/** A description without the schemas that nothing in it names: of each that is only answered there is one for sending, too. */
export function withoutUnused(description: Description): Description {
  const { components } = description
  if (!components?.schemas) return description
  const named = new Set(
    [...JSON.stringify(description).matchAll(/#\/components\/schemas\/([\w-]+)/g)].map(([, name]) => name),
  )
  const used = Object.entries(components.schemas).filter(([name]) => named.has(name))
  // One that was left out may have named another.
  if (used.length === Object.keys(components.schemas).length) return description
  return withoutUnused({ ...description, components: { ...components, schemas: Object.fromEntries(used) } })
}
