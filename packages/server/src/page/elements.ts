/** The element of an id, which the page has. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no element "${id}".`);
  return found as T;
}

/** A new element with a class, attributes and children; texts are never parsed as HTML. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  { class: className, ...attributes }: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className !== undefined) made.className = className;
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

/** A button that does something; `pressed` makes it a switch. */
export function makeButton(label: string, onPress: () => void, attributes: Readonly<Record<string, string>> = {}) {
  const button = make('button', { type: 'button', ...attributes }, label);
  button.addEventListener('click', onPress);
  return button;
}

/** Says something to a person, or nothing. */
export function say(id: string, text: string): void {
  const element = byId(id);
  element.textContent = text;
  element.hidden = text === '';
}
