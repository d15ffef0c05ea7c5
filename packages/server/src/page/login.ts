import { openSession } from './api';
import { byId, say } from './elements';

/** Asks for the token until the server accepts it. The page does not keep it: the server answers with a cookie that no program reads. */
export function askForToken(): Promise<void> {
  const dialog = byId<HTMLDialogElement>('login');
  const field = byId<HTMLInputElement>('token');
  return new Promise((resolve) => {
    const submit = async (event: Event) => {
      event.preventDefault();
      try {
        await openSession(field.value.trim());
      } catch (error) {
        say('login-problem', (error as Error).message);
        return;
      }
      field.value = '';
      byId('login-form').removeEventListener('submit', submit);
      dialog.close();
      resolve();
    };
    byId('login-form').addEventListener('submit', submit);
    // There is nothing to see without a token.
    dialog.addEventListener('cancel', (event) => event.preventDefault());
    dialog.showModal();
  });
}
