// A passkey that was cancelled or not found: say so in the page instead of in the console alone.
document.addEventListener('allauth.error', function (event) {
  const trouble = document.getElementById('key-trouble')
  if (trouble) {
    event.preventDefault()
    trouble.hidden = false
  }
})
