// Everything works without this script. With it, the browser itself refuses a wrong number of ticks and counts them aloud.
const form = document.querySelector('form[data-need]');
if (form) {
  const boxes = [...form.querySelectorAll('input[name=choice]')];
  const count = form.querySelector('[role=status]');
  const update = () => {
    const chosen = boxes.filter(box => box.checked).length;
    boxes[0].setCustomValidity(chosen === 2 ? '' : form.dataset.need);
    count.textContent = form.dataset.chosen.replace('{0}', chosen);
  };
  form.addEventListener('change', update);
  // Pages restored by the back button keep their ticks.
  addEventListener('pageshow', update);
}
