// Copies the command beside a button; selecting it serves where the browser lets nobody copy, and needs no network.
addEventListener('click', event => {
  const button = event.target.closest('button.copy');
  if (!button) return;
  getSelection().selectAllChildren(button.previousElementSibling);
  button.textContent = document.execCommand('copy') ? 'Copied' : 'Selected';
});
