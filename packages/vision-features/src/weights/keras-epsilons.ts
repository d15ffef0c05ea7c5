/** The ε of every normalisation layer in a Keras model's configuration, at any depth, by the layer's name. */
export function kerasEpsilons(configuration: unknown): ReadonlyMap<string, number> {
  const epsilons = new Map<string, number>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      const { name, epsilon } = value as Readonly<Record<string, unknown>>;
      if (typeof name === 'string' && typeof epsilon === 'number') epsilons.set(name, epsilon);
      Object.values(value).forEach(visit);
    }
  };
  visit(configuration);
  return epsilons;
}
