/** Sends the result of the work, or its error, to the server of the page. */
export async function send(work) {
  let result;
  try {
    result = await work();
  } catch (error) {
    result = { error: String(error?.stack ?? error) };
  }
  await fetch('/result', { method: 'POST', body: JSON.stringify(result) });
}
