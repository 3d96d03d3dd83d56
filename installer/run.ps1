# Prepares the program and opens it, on Windows 10 or later. Windows PowerShell 5.1 is enough.
# Arguments go to the program: installer\run.ps1 letras 1423500
# If Windows refuses to run it: powershell -ExecutionPolicy Bypass -File installer\run.ps1

$ErrorActionPreference = 'Stop'
try { [Console]::OutputEncoding = [Text.Encoding]::UTF8 } catch { Write-Verbose 'Sin consola.' }
$env:PYTHONUTF8 = '1'
Remove-Item Env:PYTHONHOME, Env:PYTHONPATH -ErrorAction SilentlyContinue

$raiz = Split-Path -Parent $PSScriptRoot
$entorno = Join-Path $raiz '.venv'
$candado = Join-Path $raiz 'requirements.lock'
$sello = Join-Path $entorno 'sello-requirements.lock'
$python = Join-Path $entorno 'Scripts\python.exe'
$ventana = Join-Path $entorno 'Scripts\pythonw.exe'

function Fallar([string] $mensaje) {
    [Console]::Error.WriteLine($mensaje)
    exit 3
}

# Runs a program without showing what it says. A native command that writes to stderr is not an error; its exit code says whether it failed.
function Invoke-Callado([string] $programa, [string[]] $argumentos) {
    $ErrorActionPreference = 'Continue'
    & $programa @argumentos *> $null
    return ($LASTEXITCODE -eq 0)
}

function Find-Python {
    $prueba = 'import sys; sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 14) and sys.maxsize > 2**32))'
    foreach ($version in '3.11', '3.12', '3.13', '3.14') {
        if ((Get-Command py -ErrorAction SilentlyContinue) -and
            (Invoke-Callado 'py' @("-$version", '-c', $prueba))) {
            return @('py', "-$version")
        }
    }
    if ((Get-Command python -ErrorAction SilentlyContinue) -and
        (Invoke-Callado 'python' @('-c', $prueba))) {
        return @('python')
    }
    Fallar 'Este programa necesita Python 3.11 o posterior, de 64 bits, y no se encontró. Instálelo y vuelva a intentarlo.'
}

function New-Entorno {
    $base = @(Find-Python)
    $argumentos = @($base | Select-Object -Skip 1) + @('-m', 'venv', '--clear', $entorno)
    if (-not (Invoke-Callado $base[0] $argumentos)) {
        Fallar "No se pudo crear el entorno de Python en $entorno. Revise que pueda escribir en esa carpeta."
    }
}

function Install-Candado {
    & $python -m pip install --quiet --disable-pip-version-check --no-input `
        --require-hashes --only-binary :all: -r $candado
    if ($LASTEXITCODE -ne 0) {
        Fallar 'No se pudieron instalar los componentes. Revise la conexión a internet y vuelva a intentarlo; lo ya descargado se conserva.'
    }
    # The checkout itself, without building anything.
    $enlace = Join-Path $entorno 'Lib\site-packages\cobro_desktop_checkout.pth'
    [IO.File]::WriteAllLines($enlace, [string[]] @($raiz, (Join-Path $raiz 'ui')))
}

$huella = "$((Get-FileHash -Algorithm SHA256 -LiteralPath $candado).Hash) $raiz"
$alDia = (Test-Path -LiteralPath $sello) -and (Test-Path -LiteralPath $python) -and
    (Invoke-Callado $python @('-c', 'pass')) -and ([IO.File]::ReadAllText($sello) -eq $huella)
if (-not $alDia) {
    [Console]::Error.WriteLine("Preparando el programa en $entorno; la primera vez tarda unos minutos...")
    if (-not ((Test-Path -LiteralPath $python) -and (Invoke-Callado $python @('-m', 'pip', '--version')))) {
        New-Entorno
    }
    Install-Candado
    [IO.File]::WriteAllText($sello, $huella)
}

if ($args.Count -gt 0) {
    & $python -P -m cobro_desktop @args
    exit $LASTEXITCODE
}
Start-Process -FilePath $ventana -ArgumentList '-P', '-m', 'cobro_desktop' -WorkingDirectory $raiz
